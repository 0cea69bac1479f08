import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { REPORT_KINDS } from '../report/kinds';
import type { RawOptions } from './parse-request';
import type { RunRequest } from './run-request';
import { UsageError } from './usage-error';

/** Name of the HTML report where none is given. */
export const UNASKED_HTML = 'cosp-report.html';

/**
 * What to write, and where. An HTML report is written unasked, but not where standard output is for a program.
 * @throws UsageError for what cannot be written.
 */
export function outputsOf(
  options: RawOptions,
): Pick<RunRequest, 'reports' | 'unaskedHtml' | 'cucumberFormats' | 'writeBaseline'> {
  const { html, writeBaseline, format: cucumberFormats = [], repeat } = options;
  const named = REPORT_KINDS.flatMap((kind): [string, string][] => {
    const file = options[kind];
    return typeof file === 'string' ? [[kind, file]] : [];
  });
  if (cucumberFormats.length > 0 && repeat > 1)
    throw new UsageError("--format writes Cucumber's own report of one round: leave out --repeat");
  const baseline: [string, string][] = writeBaseline === undefined ? [] : [['write-baseline', writeBaseline]];
  checkFiles([
    ...named,
    ...baseline,
    ...cucumberFormats.map(({ file }): [string, string] => ['format', file]),
  ]);
  const isForProgram = named.some(([, file]) => file === '-');
  return {
    reports: Object.fromEntries(named),
    ...(html === undefined && !isForProgram && { unaskedHtml: UNASKED_HTML }),
    cucumberFormats,
    ...(writeBaseline !== undefined && { writeBaseline }),
  };
}

function checkFiles(outputs: readonly [option: string, file: string][]): void {
  const seen = new Map<string, string>();
  for (const [option, file] of outputs) {
    const place = file === '-' ? file : path.resolve(file);
    const other = seen.get(place);
    if (other !== undefined) {
      const what = file === '-' ? 'standard output' : file;
      throw new UsageError(`--${other} and --${option} cannot both be written to ${what}`);
    }
    seen.set(place, option);
    if (file !== '-') checkWritable(file);
  }
}

/** Found out before the run rather than after it. */
function checkWritable(file: string): void {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) throw new UsageError(`cannot write ${file}: there is no folder ${folder}`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new UsageError(`cannot write ${file}: it is a folder`);
}
