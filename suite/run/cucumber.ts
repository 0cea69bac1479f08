import { Writable } from 'node:stream';
import type { runCucumber } from '@cucumber/cucumber/api';
import type { RunParameters } from '../run-parameters';
import { asPattern } from './patterns';
import type { CucumberFormat } from './run-request';
import type { ResolvedSelection } from './selection';
import type { SuiteSources } from './sources';

/** The part of Cucumber's API that runs it. The rest reads configuration files, and costs 35 ms at each start. */
type RunApi = typeof import('@cucumber/cucumber/lib/api/run_cucumber');
let api: RunApi | undefined;
type Options = Parameters<typeof runCucumber>[0];

/** Steps and hooks that this process has loaded, by their modules: Node loads a module once, so none can be found again. */
const loaded = new Map<string, Awaited<ReturnType<typeof runCucumber>>['support']>();

/** One of Cucumber's messages. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

/** What to run Cucumber with. */
export interface CucumberRun {
  sources: SuiteSources;
  selection: ResolvedSelection;
  /** Cucumber's order: `defined` or `random:SEED`. */
  order: string;
  /** Missing: nothing is run, only the features are read. Without workers the scenarios run in this process. */
  run?: { workers: number; parameters: RunParameters; formats?: readonly CucumberFormat[] };
}

/**
 * Runs Cucumber with explicit lists of files, from any working directory, without any output of its own; what
 * happens is told by its messages. What `onMessage` throws before the first scenario rejects.
 */
export async function cucumber(what: CucumberRun, onMessage: (envelope: Envelope) => void): Promise<void> {
  const { runCucumber } = lean();
  const cwd = process.cwd();
  const environment = { cwd, stdout: sink(), stderr: process.stderr };
  const { support } = await runCucumber(optionsFor(what), environment, onMessage);
  if (what.run) loaded.set(what.sources.steps.join(), support);
}

/** Cucumber, without what only its command line needs; its workers, which inherit Node's options, likewise. */
function lean(): RunApi {
  if (api) return api;
  const module = require.resolve('./lean-cucumber');
  if (!process.execArgv.includes(module)) process.execArgv.push('--require', module);
  require(module);
  sendLess();
  api = require('@cucumber/cucumber/lib/api/run_cucumber') as RunApi;
  return api;
}

/** With each scenario Cucumber sends the worker its whole feature, which only hooks could look at, and ours do not. */
function sendLess(): void {
  const { ChildProcessAdapter } =
    require('@cucumber/cucumber/lib/runtime/parallel/adapter') as typeof import('@cucumber/cucumber/lib/runtime/parallel/adapter');
  const { run } = ChildProcessAdapter.prototype;
  type TestCase = Parameters<typeof run>[0][number];
  ChildProcessAdapter.prototype.run = function (testCases) {
    const light = testCases.map(({ pickle, testCase }) => ({ pickle, testCase }) as TestCase);
    return run.call(this, light);
  };
}

function optionsFor({ sources, selection, order, run }: CucumberRun): Options {
  const { tagExpression, names, features } = selection;
  return {
    sources: {
      defaultDialect: 'en',
      paths: features.map(asPattern),
      names,
      tagExpression,
      order: order as Options['sources']['order'],
    },
    support: (run && loaded.get(sources.steps.join())) ?? supportFor(sources, run !== undefined),
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
    formats: { stdout: 'rerun', files: filesOf(run?.formats ?? []), publish: false, options: {} },
  };
}

function filesOf(formats: readonly CucumberFormat[]): Record<string, string> {
  return Object.fromEntries(formats.map(({ format, file }) => [file, format]));
}

function supportFor(sources: SuiteSources, running: boolean): Options['support'] {
  if (!running) return { requirePaths: [asPattern(require.resolve('./any-step'))] };
  return { requireModules: sources.requireModules, requirePaths: sources.steps.map(asPattern) };
}

function sink(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
