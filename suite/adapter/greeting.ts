import type { Dialogue } from './dialogue';
import { type ClientDescription, type CommandName, PROTOCOL_VERSION, type ReplyTo } from './protocol';

/** An adapter gets at least this long to answer `hello`: a Java machine under load takes its while. */
export const SHORTEST_START = 10_000;
const UNKNOWN_COMMAND = 'no.such.command';

/** What an adapter has said of itself. */
export interface Introduction {
  about: ClientDescription;
  unsupported: ReadonlySet<CommandName>;
  /** The reply to `hello`, as it came. */
  line: string;
}

/**
 * Greets an adapter that has just been started, and sees whether it tells what it does not know.
 * @throws AdapterFault
 */
export async function greet(dialogue: Dialogue, timeout: number): Promise<Introduction> {
  const patience = Math.max(timeout, SHORTEST_START);
  const reply = await dialogue.ask('hello', { version: PROTOCOL_VERSION }, patience);
  const { line } = reply;
  if ('error' in reply) throw dialogue.fail('the adapter answered "hello" with an error', line);
  const { version, client, unsupported } = reply.members as unknown as ReplyTo<'hello'>;
  if (version !== PROTOCOL_VERSION) {
    const versions = `version ${version} of the adapter protocol, the suite version ${PROTOCOL_VERSION}`;
    throw dialogue.fail(`the adapter speaks ${versions}; take one that fits the other`, line);
  }
  await checkUnknown(dialogue, timeout);
  return { about: client, unsupported: new Set(unsupported as CommandName[]), line };
}

async function checkUnknown(dialogue: Dialogue, timeout: number): Promise<void> {
  const reply = await dialogue.ask(UNKNOWN_COMMAND, {}, timeout);
  if ('error' in reply && reply.error.kind === 'unsupported') return;
  throw dialogue.fail(
    'the adapter must answer a command that it does not know with an error of the kind "unsupported", not so',
    reply.line,
  );
}
