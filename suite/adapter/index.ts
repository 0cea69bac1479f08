import type { ClientTarget } from '../run-parameters';
import { OutputTail } from '../target/output-tail';
import type { Adapter } from './adapter';
import type { OpenChannel } from './channel';
import { ControlPort } from './control-port';
import { HumanAdapter } from './human-adapter';
import { ProcessChannel } from './process-channel';
import { ProgramAdapter } from './program-adapter';
import { Prompter } from './prompter';
import { TcpChannel } from './tcp-channel';

export { type Adapter, CommandFailed, RefusedLocally } from './adapter';
export type { AdapterEvent, CommandName, Message, PrivateBytes, ShownMessage } from './protocol';

/**
 * The adapter that the parameters name; nothing is started yet.
 * @param timeout longest wait for a reply or an event, in milliseconds.
 */
export function createAdapter(target: ClientTarget, timeout: number): Adapter {
  if (target.control.way === 'human') return new HumanAdapter(new Prompter(process.stdin, process.stderr));
  const output = new OutputTail();
  const description = target.command ?? 'an adapter that somebody else starts';
  return new ProgramAdapter(opener(target, timeout, output), output, timeout, description);
}

function opener({ command, control }: ClientTarget, timeout: number, output: OutputTail): OpenChannel {
  if (control.way === 'tcp') {
    const port = new ControlPort(control.port);
    return command === undefined
      ? (listener) => TcpChannel.await(port, announce, listener)
      : (listener) => TcpChannel.start(port, command, timeout, output, listener);
  }
  if (command === undefined) throw new Error('an adapter on standard input and output needs a command');
  return async (listener) => new ProcessChannel(command, output, listener);
}

function announce(address: string): void {
  process.stderr.write(
    `waiting for the adapter: start it, and let it connect to ${address} (COSP_CONTROL=${address})\n`,
  );
}
