import { setImmediate } from 'node:timers/promises';
import { encodeAbsent, encodeBroadcastResponse, encodeDirectResponse, ResponseCode } from '../../wire';
import { Violation, type ViolationDetails } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import { blameForAltered } from './altered';
import { unexpectedFrame } from './audit';
import type { Chat } from './chat';
import { blameForMisdirected, blameForUncalled } from './misdirected';
import { askAgain } from './registration';

/** The two ways in which a message reaches a client. */
export type MessageKind = 'broadcast' | 'direct';

/** Bytes of a message before its text: the code, the identifier and the size. */
const HEADER = 5;

const MESSAGE_CODES = new Set<number>([ResponseCode.BROADCAST, ResponseCode.DIRECT]);

/** Waits for the next message from `sender` to `receiver`, which must be this one, and takes it. */
export async function expectMessage(
  chat: Chat,
  receiver: ChatPeer,
  sender: ChatPeer,
  kind: MessageKind,
  text: Uint8Array,
  blames?: string,
): Promise<void> {
  const id = await chat.addressOf(receiver, sender);
  const expected = kind === 'broadcast' ? encodeBroadcastResponse(id, text) : encodeDirectResponse(id, text);
  const isNext = (frame: Received): boolean => MESSAGE_CODES.has(frame.code) && frame.id === id;
  const what = `response ${kind === 'broadcast' ? 2 : 3} from "${sender.name}"`;
  try {
    await receiver.until(() => receiver.inbox.find(isNext), what, blames);
  } catch (error) {
    await chat.checkLeftLying(sender, receiver, () => receiver.inbox.some(isNext), what);
    throw error;
  }
  await expectFrame(chat, receiver, isNext, expected, what, blames);
}

/** Waits for the next -1 (addressee absent), which is one byte (COSP-5.2-1), and takes it. */
export async function expectAbsent(chat: Chat, peer: ChatPeer, blames?: string): Promise<void> {
  await expectFrame(
    chat,
    peer,
    (frame) => frame.code === ResponseCode.ABSENT,
    encodeAbsent(),
    'response -1 (absent)',
    blames,
  );
}

/** Waits for the first frame in the inbox that `isNext` picks; it must be `expected` to the last byte. */
export async function expectFrame(
  chat: Chat,
  peer: ChatPeer,
  isNext: (frame: Received) => boolean,
  expected: Buffer,
  what: string,
  blames?: string,
): Promise<Received> {
  const frame = await peer.until(() => peer.inbox.find(isNext), what, blames);
  peer.inbox.splice(peer.inbox.indexOf(frame), 1);
  if (!frame.bytes.equals(expected)) {
    const markOffset = [...frame.bytes].findIndex((byte, i) => byte !== expected[i]);
    throw new Violation(`"${peer.name}" got another frame than it must get`, {
      blames,
      ...(await likelyBlame(chat, peer, frame, expected)),
      expected: `${what}: ${expected.length} bytes ${expected.subarray(0, 24).toString('hex')}`,
      actual: `${frame.summary}: ${frame.bytes.length} bytes ${frame.bytes.subarray(0, 24).toString('hex')}`,
      peer: peer.name,
      frame: {
        type: frame.type,
        bytes: frame.bytes,
        markOffset: markOffset < 0 ? frame.bytes.length : markOffset,
      },
    });
  }
  lastTaken.set(peer, frame.bytes);
  return frame;
}

/** The frame that a peer got last, of those that steps have waited for. */
const lastTaken = new WeakMap<ChatPeer, Buffer>();

/**
 * What is presumably wrong where another message has come than was due from that sender: it came before (its receiver has
 * looked at it), the order, the text, or whom it is for. Where what was due does not come at all, it may have been lost.
 */
async function likelyBlame(
  chat: Chat,
  peer: ChatPeer,
  frame: Received,
  expected: Buffer,
): Promise<ViolationDetails> {
  const isSameSender = frame.bytes.subarray(1, 3).equals(expected.subarray(1, 3));
  if (!MESSAGE_CODES.has(frame.code) || !MESSAGE_CODES.has(expected.readInt8(0)) || !isSameSender) return {};
  const isAgain = lastTaken.get(peer)?.equals(frame.bytes);
  const uncalled = (isAgain ? blameForUncalled : blameForMisdirected)(chat, peer, frame);
  if (uncalled) return uncalled;
  const isOther = frame.code !== expected.readInt8(0);
  const comesLater = (): boolean => peer.inbox.some(({ bytes }) => bytes.equals(expected));
  const order = { blames: blameForOrder(frame.code, expected.readInt8(0)), presumed: true };
  if (comesLater()) return order;
  const altered = isOther
    ? undefined
    : blameForAltered(expected.subarray(HEADER), frame.bytes.subarray(HEADER));
  if (altered !== undefined) return { blames: altered, presumed: true };
  await peer.connection.until(() => (peer.problem || peer.gone || comesLater() ? true : undefined));
  if (comesLater()) return order;
  return { missing: true };
}

/** Which order is broken where two messages of one sender have changed places, given their codes. */
export function blameForOrder(...codes: number[]): string {
  return codes.every((code) => code === ResponseCode.BROADCAST) ? 'COSP-4-5' : 'COSP-5.1-3';
}

/** Proves with fences that a registered peer has got no frame but roster updates. */
export async function expectNothing(chat: Chat, peers: ChatPeer[]): Promise<void> {
  await chat.settle();
  for (const peer of peers) {
    if (peer.problem) throw peer.problem;
    const frame = peer.unlooked();
    if (frame) throw unexpectedFrame(chat, peer, frame);
  }
}

/**
 * Proves that a connection that is not registered has got nothing that no step has looked at: it registers at
 * last, and the acceptance must be the next thing that comes. Where the server has closed it, that is the proof.
 */
export async function expectSilence(chat: Chat, peer: ChatPeer): Promise<void> {
  await othersAnswered(chat, peer);
  if (!peer.gone) {
    await askAgain(chat, peer.name, chat.pseudonymFor(`${peer.name} at last`));
    await chat.peer(peer.name).accepted();
  }
  if (peer.problem) throw peer.problem;
  // What stands behind the acceptance is for a registered client, and may have come in part.
  if (peer.refusals === 0 && (peer.registered || peer.pendingBytes.length === 0)) return;
  throw new Violation(`"${peer.name}", which is not registered, got something`, {
    expected: 'nothing',
    actual: peer.unseen(),
    peer: peer.name,
  });
}

/**
 * Waits until all others that have asked for a pseudonym have got something, whatever it is, and the own process
 * has read what has come for `peer` meanwhile: what a server says by itself is there then.
 */
async function othersAnswered(chat: Chat, peer: ChatPeer): Promise<void> {
  const asking = [...chat.peers.values()].filter((other) => other !== peer && other.hasSent);
  await Promise.all(
    asking.map((other) => other.connection.until(() => other.bytesReceived > 0 || other.gone || undefined)),
  );
  await setImmediate();
}
