import { Cosp, encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import { KEPT_BYTES } from '../conversation';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import type { Chat } from './chat';

/**
 * What is presumably broken by a message that its receiver should not have got, told by what its sender has asked for: a message
 * came twice (COSP-4-2, COSP-5.1-1), or one to somebody else came here as well, who is there (COSP-5.1-2) or is not
 * (COSP-5.2-3). Nothing where that cannot be told; else the scenario's own requirement is broken.
 */
export function blameForMisdirected(
  chat: Chat,
  peer: ChatPeer,
  frame: Received,
): { blames: string; presumed: true } | undefined {
  const blames = misdirected(chat, peer, frame);
  return blames === undefined ? undefined : { blames, presumed: true };
}

function misdirected(chat: Chat, peer: ChatPeer, { code, id, text }: Received): string | undefined {
  const { ledger } = chat;
  const sender = [...chat.peers.values()].find(
    ({ key }) => id !== undefined && ledger.idsOf(key).includes(id),
  );
  if (!sender || !text) return undefined;
  const sent = chat.context.conversation.sentBy(sender.name).map((bytes) => Buffer.from(bytes));
  const isSent = (request: Buffer): boolean => {
    const beginning = request.subarray(0, KEPT_BYTES);
    return sent.some((bytes) => bytes.equals(beginning));
  };
  const wasDirect = (idAddressee: number): boolean => isSent(encodeDirectRequest(idAddressee, text));
  if (code === Cosp.ResponseCode.BROADCAST && isSent(encodeBroadcastRequest(text))) return 'COSP-4-2';
  const addressees = [...chat.peers.values()].filter(({ key }) => ledger.idsOf(key).some(wasDirect));
  if (addressees.length === 0) return undefined;
  // Who has the identifier now may have it from one that has left.
  if (addressees.some(({ present }) => !present)) return 'COSP-5.2-3';
  return code === Cosp.ResponseCode.DIRECT && addressees.includes(peer) ? 'COSP-5.1-1' : 'COSP-5.1-2';
}
