import { readNamedResults } from '../suite/results/named-results';
import type { Run } from './model';

/**
 * Reads the results of one or several runs.
 *
 * @param named each `FILE` or `NAME=FILE`; equal names get numbers.
 * @throws UsageError that names the file that is no results file, and what is wrong in it.
 */
export function readRuns(named: readonly string[]): Run[] {
  const met = new Map<string, number>();
  return named.map((argument, index) => {
    const { name, results } = readNamedResults(argument);
    const times = (met.get(name) ?? 0) + 1;
    met.set(name, times);
    return { name: times === 1 ? name : `${name} (${times})`, results, evidence: `run-${index + 1}.html` };
  });
}
