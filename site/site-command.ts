import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Command } from 'commander';
import { inert } from '../suite/report/inert';
import { plural } from '../suite/report/prose';
import { UsageError } from '../suite/run/usage-error';
import { loadSite } from './model';
import { renderSite } from './render-site';
import { readRuns } from './runs';
import { writeSite } from './write-site';

const HELP = `
Examples:
  cosp site                                         the specification, in site-out/
  cosp test server --exec './server {port}' --json results.json
  cosp site --results results.json                  coloured with what that run found
  cosp site --results alice=alice.json bob=bob.json several, under names of your own; each sentence wears
                                                    the worst of their verdicts

Open index.html in the folder; no server and no network are needed.`;

interface SiteOptions {
  out: string;
  results: string[];
}

/** The subcommand `cosp site`. */
export function siteCommand(): Command {
  return new Command('site')
    .description('write the living specification as a web site')
    .option(
      '--out <folder>',
      'where to write it; an empty folder, or one that an earlier call wrote',
      'site-out',
    )
    .option('--results <[name=]file...>', 'colour it with the results of runs (cosp test ... --json)', [])
    .addHelpText('after', HELP)
    .action(run);
}

function run({ out, results }: SiteOptions): void {
  const began = performance.now();
  try {
    const files = renderSite(loadSite(readRuns(results)));
    const bytes = writeSite(out, files);
    const pages = [...files.keys()].filter((name) => name.endsWith('.html')).length;
    const took = ((performance.now() - began) / 1000).toFixed(1);
    const size = (bytes / 2 ** 20).toFixed(1);
    const where = inert(path.join(out, 'index.html'));
    console.log(`${where}: ${plural(pages, 'page')}, ${size} MiB, made in ${took} s`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`error: ${inert(error.message)}`);
    process.exitCode = 2;
  }
}
