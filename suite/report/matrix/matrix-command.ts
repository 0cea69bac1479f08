import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { type NamedResults, readNamedResults } from '../../results/named-results';
import { UsageError } from '../../run/usage-error';
import { serialise } from '../json-report';
import { renderReport } from '../kinds';
import { act, put } from '../report-output';
import { screenOn } from '../screen';
import { type Matrix, matrixOf } from './matrix';
import { matrixMarkdown, printMatrix } from './matrix-text';

interface MatrixOptions {
  html?: string;
  markdown?: string;
  json?: string;
  color: boolean;
}

const HELP = `
A name is shown for each implementation: NAME=FILE, or what the file is called.

Examples:
  $ cosp report matrix anna.json ben.json
  $ cosp report matrix reference=r.json python=p.json --html matrix.html`;

/** The command `cosp report matrix`. */
export function matrixCommand(): Command {
  return new Command('matrix')
    .description('implementations side by side, requirement by requirement')
    .argument(
      '<results...>',
      'files that cosp test --json wrote, each with a name if wanted: mine=results.json',
    )
    .option(
      '--html <file>',
      "write it as a page, with each run's own page in a folder beside; - is standard output",
    )
    .option('--markdown <file>', 'write it in Markdown; - is standard output')
    .option('--json <file>', 'write it as JSON; - is standard output')
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)')
    .addHelpText('after', HELP)
    .action((files: string[], options: MatrixOptions) => {
      act(() => {
        const named = files.map(readNamedResults);
        writeMatrix(matrixOf(named), named, options);
      });
    });
}

function writeMatrix(matrix: Matrix, named: readonly NamedResults[], options: MatrixOptions): void {
  const { html, markdown, json, color } = options;
  if ([html, markdown, json].filter((file) => file === '-').length > 1)
    throw new UsageError('only one of --html, --markdown and --json can go to standard output');
  if (json !== undefined) put(serialise(matrix), json);
  if (markdown !== undefined) put(matrixMarkdown(matrix), markdown);
  if (html !== undefined) writePages(matrix, named, html);
  if (json ?? markdown ?? html) return;
  printMatrix(matrix, screenOn(process.stdout, color));
}

/** The page, and beside it a folder with the page of each run; none of these where the page goes to standard output. */
function writePages(matrix: Matrix, named: readonly NamedResults[], file: string): void {
  // Loaded here, since what renders pages takes its time.
  const { matrixHtml } = require('./matrix-html') as typeof import('./matrix-html');
  if (file === '-') {
    put(matrixHtml({ matrix, pages: named.map(() => undefined) }));
    return;
  }
  const folder = `${path.basename(file).replace(/\.html?$/, '')}-runs`;
  const pages = fileNames(named).map((name) => `${folder}/${name}.html`);
  makeFolder(path.join(path.dirname(file), folder));
  named.forEach(({ results }, index) => {
    put(renderReport('html', results), path.join(path.dirname(file), pages[index] ?? ''));
  });
  put(matrixHtml({ matrix, pages: pages.map(encodeURI) }), file);
}

function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder);
  } catch (error) {
    throw new UsageError(
      `cannot make the folder ${folder}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Names of files like those of the runs, each once. */
function fileNames(named: readonly NamedResults[]): string[] {
  const seen = new Map<string, number>();
  return named.map(({ name }) => {
    const like =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60) || 'run';
    const number = (seen.get(like) ?? 0) + 1;
    seen.set(like, number);
    return number === 1 ? like : `${like}-${number}`;
  });
}
