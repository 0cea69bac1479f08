import type { Endpoint } from '../endpoint';
import { CospClientError } from '../errors';
import type { TlsTrust } from '../tls';
import { Chat } from './chat';
import type { Screen } from './screen';

/** Where the server is, and how it is known to be the right one, by TLS. */
export interface Server extends Endpoint {
  readonly tls?: TlsTrust | undefined;
}

async function connected(server: Server, screen: Screen): Promise<Chat> {
  const chat = new Chat(screen);
  const { tls, ...endpoint } = server;
  await chat.client.connect({ ...endpoint, ...(tls && { tls }), signal: screen.closed });
  return chat;
}

async function ask(screen: Screen): Promise<string | undefined> {
  screen.prompt('pseudonym: ');
  const { done, value } = await screen.lines.next();
  return done ? undefined : value;
}

/** COSP-2.2-9: a server may close the connection over a refusal; the next question takes another one. */
async function outcomeOf(chat: Chat, pseudonym: string, again: () => Promise<Chat>): Promise<[Chat, string]> {
  try {
    return [chat, await chat.client.register(pseudonym, { signal: chat.over })];
  } catch (error) {
    const lost = error instanceof CospClientError && ['not-connected', 'disconnected'].includes(error.code);
    if (!lost) throw error;
    const next = await again();
    return [next, await next.client.register(pseudonym, { signal: next.over })];
  }
}

/**
 * Connects, and registers under a pseudonym. On a terminal another one is asked for when it is refused.
 * @returns undefined when the input ends before that.
 * @throws the system's error; CospClientError `refused`, `disconnected`; RangeError for a pseudonym that cannot be.
 */
export async function join(
  server: Server,
  given: string | undefined,
  screen: Screen,
): Promise<Chat | undefined> {
  let chat = await connected(server, screen);
  for (let pseudonym = given; ; pseudonym = undefined) {
    pseudonym ??= await ask(screen);
    if (pseudonym === undefined) {
      await chat.client.disconnect();
      return undefined;
    }
    try {
      let outcome: string;
      [chat, outcome] = await outcomeOf(chat, pseudonym, () => connected(server, screen));
      if (outcome === 'accepted') return chat;
      throw new CospClientError('refused', `the pseudonym ${pseudonym} is in use`);
    } catch (error) {
      const another =
        (error instanceof CospClientError && error.code === 'refused') || error instanceof RangeError;
      if (!another || !screen.isTerminal) {
        await chat.client.disconnect();
        throw error;
      }
      chat.complain(error);
    }
  }
}
