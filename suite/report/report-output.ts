import { writeFileSync } from 'node:fs';
import { UsageError } from '../run/usage-error';
import { EXIT } from '../verdict/exit-code';
import { inert } from './inert';
import { screenOn } from './screen';

/**
 * Writes a report to a file; `-`, or none, is standard output.
 * @throws UsageError when the file cannot be written.
 */
export function put(text: string, file = '-'): void {
  if (file === '-') {
    // A pipe that nobody reads any more is no fault.
    screenOn(process.stdout, false).raw(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Does the work of `cosp report`; what is wrong with its arguments or files is told, with exit code 2. */
export function act(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`error: ${inert(error.message)}\n(cosp report --help tells what there is)\n`);
    process.exitCode = EXIT.usage;
  }
}
