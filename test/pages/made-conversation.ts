import type { ConversationEntry } from '../../suite/evidence';
import { decode, describeFrame, type EntryType, encodeBroadcastRequest, encodeClientHello } from '../../wire';

/** Says it in those words, or in hostile ones instead. */
export type Words = (plain: string) => string;

/** Longer than what a report keeps of a frame, where the words are. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text).subarray(0, 9_000);
}

/** A conversation of so many entries; the last but two is the one that the failure is about. */
export function conversationOf(entries: number, words: Words, offending: Buffer): ConversationEntry[] {
  return Array.from({ length: entries }, (_, index) => {
    const peer = index % 3 === 2 ? words('bob') : 'alice';
    const at = index + 0.5;
    if (index === 0) return { at, peer, direction: 'event', summary: words('connected') };
    if (index === entries - 3)
      return frameEntry(at, peer, 'received', 'server_response', offending, { offending: true });
    if (index === 1)
      return frameEntry(at, peer, 'sent', 'client_hello', encodeClientHello(bytesOf(words('alice'))));
    if (index === 2)
      return { at, peer, direction: 'sent', summary: words('3 bytes'), hex: '0a0b0c', length: 3 };
    const request = encodeBroadcastRequest(bytesOf(words(`message number ${index}`)));
    return frameEntry(at, peer, 'sent', 'client_request', request, index % 10 === 9 ? { fence: true } : {});
  });
}

function frameEntry(
  at: number,
  peer: string,
  direction: 'sent' | 'received',
  type: EntryType,
  bytes: Buffer,
  more: Partial<ConversationEntry> = {},
): ConversationEntry {
  const hex = bytes.subarray(0, 4096).toString('hex');
  return {
    at,
    peer,
    direction,
    summary: describeFrame(type, decode(type, bytes)),
    type,
    hex,
    length: bytes.length,
    ...more,
  };
}
