import { existsSync } from 'node:fs';
import { readResults } from '../suite/results/read-results';
import type { Run } from './model';

/**
 * Reads the results of one or several runs.
 *
 * @param named files, each with a name and an equals sign before it if its target is to be called so; else it is
 *   called as it was named to the suite. Equal names get numbers.
 * @throws UsageError that names the file that is no results file, and what is wrong in it.
 */
export function readRuns(named: readonly string[]): Run[] {
  const met = new Map<string, number>();
  return named.map((text, index) => {
    const { name: given, file } = parts(text);
    const results = readResults(file);
    const name = given ?? results.target;
    const times = (met.get(name) ?? 0) + 1;
    met.set(name, times);
    return { name: times === 1 ? name : `${name} (${times})`, results, evidence: `run-${index + 1}.html` };
  });
}

/** `alice=results/alice.json`; a file whose own name has an equals sign is still found. */
function parts(text: string): { name?: string; file: string } {
  const at = text.indexOf('=');
  if (at <= 0 || existsSync(text)) return { file: text };
  return { name: text.slice(0, at), file: text.slice(at + 1) };
}
