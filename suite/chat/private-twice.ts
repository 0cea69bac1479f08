import { ResponseCode } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import { answerTo } from './answer';
import type { Chat } from './chat';
import { expectPrivate } from './private-expect';
import { accept } from './private-handshake';

const PROBE = Buffer.from('which one?');

/**
 * What the server makes of two requests of `requester` to `addressee` that have been sent one after the other
 * (COSP-6-5): which one's port counts after one acceptance, or whether both can be accepted.
 */
export async function whichRequestCounts(
  chat: Chat,
  requester: ChatPeer,
  addressee: ChatPeer,
): Promise<'both' | 'replaced' | 'ignored'> {
  await answerTo(chat, requester);
  const { frames } = await answerTo(chat, addressee);
  await accept(chat, addressee, requester);
  await expectPrivate(chat, requester, 'accepted', [addressee]);
  await expectPrivate(chat, addressee, 'established', [requester]);
  const counts = await countingPort(chat, requester, addressee);
  if (frames.length < 2) return counts;
  return (await canAcceptAgain(chat, requester, addressee)) ? 'both' : counts;
}

/** Connects from both declared ports, and sees on which the accepter's bytes come out. */
async function countingPort(
  chat: Chat,
  requester: ChatPeer,
  addressee: ChatPeer,
): Promise<'replaced' | 'ignored'> {
  const { privateConnections } = chat;
  const first = privateConnections.between(requester, addressee, 1);
  const second = privateConnections.between(requester, addressee, 2);
  const earlier = await privateConnections.open(first, requester);
  const later = await privateConnections.open(second, requester);
  const accepted = [first, second].find(({ declared }) => declared.has(addressee)) ?? second;
  (await privateConnections.open(accepted, addressee)).send(PROBE);
  const arrived = await later.connection.either(earlier.connection, () => {
    if (earlier.unaccounted.length > 0) return earlier;
    return later.unaccounted.length > 0 ? later : undefined;
  });
  if (!arrived) {
    throw new Violation('no private connection came about from either declared port', {
      expected: `the bytes of "${addressee.name}" on one of the connections of "${requester.name}"`,
      actual: 'nothing on either',
    });
  }
  await arrived.receive(PROBE);
  return arrived === later ? 'replaced' : 'ignored';
}

async function canAcceptAgain(chat: Chat, requester: ChatPeer, addressee: ChatPeer): Promise<boolean> {
  addressee.uncertain = true; // for an acceptance that nobody asked for the server may close it
  await accept(chat, addressee, requester);
  const { frames } = await answerTo(chat, addressee);
  if (!frames.some(({ code }) => code === ResponseCode.PRIVATE_ESTABLISHED)) return false;
  await expectPrivate(chat, requester, 'accepted', [addressee]);
  return true;
}
