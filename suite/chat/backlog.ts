import { ResponseCode } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import { expectMessage } from './expect';
import type { Flood } from './flood';

/**
 * Lets a client read again that has read nothing while a flood of messages was sent to everybody. A server may have ended its
 * connection meanwhile (COSP-7-6): then nothing can be said of it.
 * @returns whether the server has kept it.
 */
async function readOn({ context }: Chat, reader: ChatPeer, due: () => boolean): Promise<boolean> {
  reader.setDeaf(false);
  for (let before = -1; before !== reader.bytesReceived; ) {
    before = reader.bytesReceived;
    const seen = await reader.connection.until(
      () => (reader.problem || reader.gone || due() ? true : undefined),
      context.timeout,
    );
    if (seen) break;
  }
  if (reader.problem) throw reader.problem;
  if (!reader.gone) return true;
  reader.uncertain = true;
  reader.inbox.splice(0);
  return false;
}

/** Every message of the flood must have waited for a client that reads again, in order. @returns whether the server has kept it. */
export async function expectBacklog(
  chat: Chat,
  reader: ChatPeer,
  flood: Flood,
  blames: string,
): Promise<boolean> {
  if (!(await readOn(chat, reader, () => reader.inbox.length >= flood.count))) return false;
  for (let number = 1; number <= flood.count; number++)
    await expectMessage(chat, reader, flood.sender, 'broadcast', flood.text(number), blames);
  return true;
}

/** The flood's sender has left: whatever there is of its messages comes before its departure (COSP-3.2-5). */
export async function expectBacklogBeforeDeparture(
  chat: Chat,
  reader: ChatPeer,
  { sender }: Flood,
): Promise<void> {
  const isTold = (): boolean => reader.view?.idOf(sender.key) === undefined;
  if (!(await readOn(chat, reader, isTold))) return;
  const others = reader.inbox.filter(({ code }) => code !== ResponseCode.BROADCAST);
  reader.inbox.splice(0, reader.inbox.length, ...others);
}
