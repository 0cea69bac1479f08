import type { ClientTarget } from '../run-parameters';
import { OutputTail } from '../target/output-tail';
import type { Adapter } from './adapter';
import { ProcessChannel } from './process-channel';
import { ProgramAdapter } from './program-adapter';

export { type Adapter, CommandFailed, RefusedLocally } from './adapter';
export type { AdapterEvent, CommandName, Message, PrivateBytes, ShownMessage } from './protocol';

/**
 * The adapter that the parameters name; nothing is started yet.
 * @param timeout longest wait for a reply or an event, in milliseconds.
 */
export function createAdapter({ command, control }: ClientTarget, timeout: number): Adapter {
  if (control.way !== 'stdio' || command === undefined) throw new Error(`no control by ${control.way} yet`);
  const output = new OutputTail();
  return new ProgramAdapter(
    async (listener) => new ProcessChannel(command, output, listener),
    output,
    timeout,
    command,
  );
}
