import { linesOf } from '../lines';
import type { TlsTrust } from '../tls';
import { COMMANDS, type Order } from './commands';
import type { Control } from './control';
import { kindOf, Refusal } from './refusal';
import { Session, type Tell } from './session';

/** What a command line has to be. */
type CommandLine = Order & { readonly id: unknown; readonly command: unknown };

/**
 * Does what it is told and says what the client shows, as docs/adapter-protocol.md has it.
 * @param tls how its clients connect, where that is by TLS.
 * @returns after `bye`, or when no more commands come.
 */
export async function runAdapter({ input, output }: Control, tls?: TlsTrust): Promise<void> {
  output.on('error', () => input.destroy()); // nobody listens any more
  const tell: Tell = (line) => output.write(`${JSON.stringify(line)}\n`);
  const session = new Session(tell, tls);
  try {
    for await (const line of linesOf(input)) {
      const order = parse(line);
      if (order === undefined) continue;
      tell(await reply(session, order));
      if (order.command === 'bye') break;
    }
  } catch (error) {
    if (!input.destroyed) throw error;
  }
  await session.disconnect();
}

/** A line without an id cannot be answered; what is wrong is told where a person looks. */
function parse(line: string): CommandLine | undefined {
  try {
    const order = JSON.parse(line) as CommandLine | null;
    if (order?.id !== undefined) return order;
  } catch {}
  process.stderr.write(`cosp adapter: no command: ${JSON.stringify(line.slice(0, 200))}\n`);
  return undefined;
}

async function reply(session: Session, order: CommandLine): Promise<object> {
  const { id, command } = order;
  try {
    const carryOut = COMMANDS.get(String(command));
    if (carryOut === undefined) throw new Refusal('unsupported', `no such command: ${command}`);
    return { id, ok: true, ...(await carryOut(session, order)) };
  } catch (error) {
    return {
      id,
      error: { kind: kindOf(error), message: error instanceof Error ? error.message : `${error}` },
    };
  }
}
