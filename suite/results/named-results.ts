import { existsSync } from 'node:fs';
import path from 'node:path';
import { readResults } from './read-results';
import type { Results } from './results';

/** The results of a run under the name of its implementation. */
export interface NamedResults {
  name: string;
  results: Results;
}

/**
 * Reads a results file that a command line names as `FILE` or as `NAME=FILE`; without a name it is called as its file.
 * A file whose own name has an equals sign is found all the same.
 *
 * @throws UsageError as {@link readResults}.
 */
export function readNamedResults(argument: string): NamedResults {
  const [, name, file] = /^([^=]+)=(.+)$/s.exec(argument) ?? [];
  if (name !== undefined && file !== undefined && !existsSync(argument)) {
    return { name, results: readResults(file) };
  }
  const results = readResults(argument);
  return {
    name: argument === '-' ? results.target : path.basename(argument).replace(/\.json$/, ''),
    results,
  };
}
