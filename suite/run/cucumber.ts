import { Writable } from 'node:stream';
import type { runCucumber } from '@cucumber/cucumber/api';
import type { RunParameters } from '../run-parameters';
import type { ResolvedSelection } from './selection';
import type { SuiteSources } from './sources';

type CucumberApi = typeof import('@cucumber/cucumber/api');
type Options = Parameters<typeof runCucumber>[0];

/** One of Cucumber's messages. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

/** What to run Cucumber with. */
export interface CucumberRun {
  sources: SuiteSources;
  selection: ResolvedSelection;
  /** Cucumber's order: `defined` or `random:SEED`. */
  order: string;
  /** Missing: nothing is run, only the features are read. */
  run?: { workers: number; parameters: RunParameters };
}

/**
 * Runs Cucumber with explicit lists of files, from any working directory, without any output of its own; what
 * happens is told by its messages. What `onMessage` throws before the first scenario rejects.
 */
export async function cucumber(what: CucumberRun, onMessage: (envelope: Envelope) => void): Promise<void> {
  const { runCucumber } = require('@cucumber/cucumber/api') as CucumberApi;
  const cwd = process.cwd();
  await runCucumber(optionsFor(what), { cwd, stdout: sink(), stderr: process.stderr }, onMessage);
}

function optionsFor({ sources, selection, order, run }: CucumberRun): Options {
  const { tagExpression, names } = selection;
  return {
    sources: {
      defaultDialect: 'en',
      paths: sources.features.map(asPattern),
      names,
      tagExpression,
      order: order as Options['sources']['order'],
    },
    support: run
      ? { requireModules: sources.requireModules, requirePaths: sources.steps.map(asPattern) }
      : { requirePaths: [asPattern(require.resolve('./no-steps'))] },
    runtime: {
      dryRun: run === undefined,
      failFast: false,
      filterStacktraces: true,
      parallel: run?.workers ?? 0,
      retry: 0,
      retryTagFilter: '',
      strict: true,
      worldParameters: { ...run?.parameters } as unknown as Options['runtime']['worldParameters'],
    },
    // The cheapest of the formatters: Cucumber insists on one.
    formats: { stdout: 'rerun', files: {}, publish: false, options: {} },
  };
}

/** Cucumber takes every path for a pattern; a folder may well be called `suite (old) [2]`. */
function asPattern(file: string): string {
  return file.replaceAll('\\', '/').replace(/[?*()[\]]/g, '[$&]');
}

function sink(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
