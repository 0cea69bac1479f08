import { Cosp, encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import { KEPT_BYTES } from '../conversation';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import type { Chat } from './chat';

/** Where a message to one client has its addressee's identifier. */
const ADDRESSEE = 1;

/** What is presumably broken by a message. */
export interface BlameForMessage {
  blames: string;
  presumed: true;
}

/** What is broken where a message comes twice. */
const TWICE = new Set(['COSP-4-2', 'COSP-5.1-1']);

/**
 * What is presumably broken by a message that nothing called for, told by what has been asked for: it came twice (COSP-4-2,
 * COSP-5.1-1), or is not for its receiver. Nothing where that cannot be told; else the scenario's own requirement is broken.
 */
export function blameForUncalled(chat: Chat, peer: ChatPeer, frame: Received): BlameForMessage | undefined {
  const blames = likelyBlame(chat, peer, frame);
  return blames === undefined ? undefined : { blames, presumed: true };
}

/**
 * What is presumably broken by a message that is not for its receiver: it is for somebody else, who is there (COSP-5.1-2) or is
 * not (COSP-5.2-3), it bears what another client wrote to everybody (COSP-4-6), or nobody has written it: it may say that one
 * of the receiver's own has arrived (COSP-5.1-2). Nothing for one that its sender has written to this receiver.
 */
export function blameForMisdirected(
  chat: Chat,
  peer: ChatPeer,
  frame: Received,
): BlameForMessage | undefined {
  const blame = blameForUncalled(chat, peer, frame);
  return blame && !TWICE.has(blame.blames) ? blame : undefined;
}

function likelyBlame(chat: Chat, peer: ChatPeer, { code, id, text }: Received): string | undefined {
  const { ledger } = chat;
  const peers = [...chat.peers.values()];
  const sender = peers.find(({ key }) => id !== undefined && ledger.idsOf(key).includes(id));
  if (!text || id === undefined) return undefined;
  const hasWritten = code === Cosp.ResponseCode.DIRECT && peer.addressees.direct.has(id);
  if (!sender) return hasWritten ? 'COSP-5.1-2' : undefined;
  const isBroadcast = code === Cosp.ResponseCode.BROADCAST;
  const toEverybody = encodeBroadcastRequest(text);
  if (isBroadcast && hasSent(chat, sender, toEverybody)) return 'COSP-4-2';
  const addressees = addresseesOf(chat, sender, text);
  if (addressees.some((addressee) => !isThere(chat, addressee))) return 'COSP-5.2-3';
  if (addressees.length > 0) {
    const isForPeer = ledger.idsOf(peer.key).some((own) => addressees.includes(own));
    return !isBroadcast && isForPeer ? 'COSP-5.1-1' : 'COSP-5.1-2';
  }
  if (isBroadcast) return peers.some((other) => hasSent(chat, other, toEverybody)) ? 'COSP-4-6' : undefined;
  return hasWritten || peer.sendsPieces ? 'COSP-5.1-2' : undefined;
}

/** The identifiers to which `sender` has written this text, each to one client. */
function addresseesOf(chat: Chat, sender: ChatPeer, text: Uint8Array): number[] {
  const ids = sentBy(chat, sender)
    .filter(({ length }) => length >= ADDRESSEE + 2)
    .map((bytes) => bytes.readInt16BE(ADDRESSEE));
  return [...new Set(ids)].filter((id) => hasSent(chat, sender, encodeDirectRequest(id, text)));
}

/** Whether a client with that identifier is registered: who has it now may have it from one that has left. */
function isThere(chat: Chat, id: number): boolean {
  const holders = [...chat.peers.values()].filter(
    ({ key, registered }) => registered && chat.ledger.idsOf(key).includes(id),
  );
  return holders.length > 0 ? holders.every(({ present }) => present) : chat.ledger.hasIdentifier(id);
}

function hasSent(chat: Chat, sender: ChatPeer, request: Buffer): boolean {
  const beginning = request.subarray(0, KEPT_BYTES);
  return sentBy(chat, sender).some((bytes) => bytes.equals(beginning));
}

function sentBy(chat: Chat, { name }: ChatPeer): Buffer[] {
  const sent = chat.context.conversation.sentBy(name);
  return sent.map(({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length));
}
