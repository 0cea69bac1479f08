import { ResponseCode } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import { expectMessage } from './expect';
import type { Flood } from './flood';

/**
 * Lets a client read again that has read nothing while a flood of messages was sent to everybody. A server may have ended its
 * connection meanwhile, or may be about to (COSP-7-6): then nothing can be said of it.
 * @param due whether all is there that must be.
 * @returns whether the server has kept it.
 */
async function readOn(chat: Chat, reader: ChatPeer, due: () => boolean): Promise<boolean> {
  reader.uncertain = true;
  reader.setDeaf(false);
  const seen = (): true | undefined => (reader.problem || reader.gone || due() ? true : undefined);
  for (let before = -1; before !== reader.bytesReceived; ) {
    before = reader.bytesReceived;
    if (await reader.connection.until(seen)) break;
  }
  const witness = chat.present().find((peer) => peer !== reader && !peer.deaf && !peer.uncertain);
  if (witness && !reader.problem && !reader.gone) await fenceFrom(chat, witness, reader);
  if (reader.problem) throw reader.problem;
  reader.uncertain = reader.gone;
  if (!reader.gone) return true;
  // What was written to it meanwhile may be answered by a -1.
  witness?.forgive('anybody');
  reader.inbox.splice(0);
  return false;
}

/** An end that the server has decided on comes before the fence, or in its place. */
async function fenceFrom(chat: Chat, witness: ChatPeer, reader: ChatPeer): Promise<void> {
  if (witness.view?.idOf(reader.key) !== undefined) await chat.fenceOrEnd(witness, reader);
  else await reader.connection.until(() => reader.gone || undefined);
}

/**
 * Every message of the flood must have waited for a client that reads again, in order.
 * @param more how many other messages come besides.
 * @returns whether the server has kept it.
 */
export async function expectBacklog(
  chat: Chat,
  reader: ChatPeer,
  flood: Flood,
  blames: string,
  more = 0,
): Promise<boolean> {
  if (!(await readOn(chat, reader, () => reader.inbox.length >= flood.count + more))) return false;
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
