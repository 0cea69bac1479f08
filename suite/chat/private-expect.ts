import {
  encodePrivateAccepted,
  encodePrivateEstablished,
  encodePrivateRefused,
  encodePrivateRequested,
} from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import { expectFrame } from './expect';

/** The answers about a private connection that bear an identifier. */
export type PrivateNews = 'requested' | 'accepted' | 'established' | 'refused';

const ENCODERS: Record<PrivateNews, (id: number) => Buffer> = {
  requested: encodePrivateRequested,
  accepted: encodePrivateAccepted,
  established: encodePrivateEstablished,
  refused: encodePrivateRefused,
};

/**
 * Waits until `peer` has the news from (or about) each of `others`, in any order, each once, and takes the
 * frames. The next frame of that code must be one of these, to the last byte.
 */
export async function expectPrivate(
  chat: Chat,
  peer: ChatPeer,
  news: PrivateNews,
  others: readonly ChatPeer[],
  blames?: string,
): Promise<void> {
  const due = new Map<number, ChatPeer>();
  for (const other of others) due.set(await chat.addressOf(peer, other), other);
  while (due.size > 0) {
    const first = [...due.keys()][0] as number;
    const code = ENCODERS[news](first).readInt8(0);
    const names = [...due.values()].map(({ name }) => `"${name}"`).join(' or ');
    const what = `response ${code} (private connection ${news}) with the identifier of ${names}`;
    const isNext = (frame: { code: number }): boolean => frame.code === code;
    const { id } = await peer.until(() => peer.inbox.find(isNext), what, blames);
    const expected = id !== undefined && due.has(id) ? id : first;
    await expectFrame(chat, peer, isNext, ENCODERS[news](expected), what, blames);
    due.delete(expected);
  }
}
