import { readResults } from '../suite/results/read-results';
import type { Run } from './model';

/**
 * Reads the results of one or several runs. Runs of one target get numbers to tell them apart.
 *
 * @throws UsageError that names the file that is no results file, and what is wrong in it.
 */
export function readRuns(files: readonly string[]): Run[] {
  const names = new Map<string, number>();
  return files.map((file, index) => {
    const results = readResults(file);
    const seen = (names.get(results.target) ?? 0) + 1;
    names.set(results.target, seen);
    const name = seen === 1 ? results.target : `${results.target} (${seen})`;
    return { name, results, evidence: `run-${index + 1}.html` };
  });
}
