import { Cosp } from '../../wire';
import { keyOf } from './roster-view';

// What bytes that are no frame where they stand are likely to be: so that a failure is put down to its cause.

/** Bytes of a count, a size or an identifier. */
const SHORT = 2;
/** Bytes of an acceptance before its entries: the code and the count. */
const LIST_HEADER = 3;
/** Bytes of an entry before the pseudonym: the identifier and the size. */
const ENTRY_HEADER = 4;
/** Bytes of a response 0 before the pseudonym: the code, the identifier and the size. */
const JOINED_HEADER = 5;

/** Bytes of a message before its text: the code, the identifier and the size. */
const MESSAGE_HEADER = 5;
/** Bytes of a response 1: the code and the identifier. */
const LEFT_SIZE = 3;
/** Responses of private connections that have just as much. */
const OF_PRIVATE_CONNECTIONS = [
  Cosp.ResponseCode.PRIVATE_REFUSED,
  Cosp.ResponseCode.PRIVATE_REQUESTED,
  Cosp.ResponseCode.PRIVATE_ACCEPTED,
  Cosp.ResponseCode.PRIVATE_ESTABLISHED,
];

/** Tells whether somebody of the scenario has asked for the pseudonym with that key. */
type IsAsked = (key: string) => boolean;

/** Whether the bytes begin like a message. */
export function isMessage(bytes: Uint8Array): boolean {
  return bytes[0] === Cosp.ResponseCode.BROADCAST || bytes[0] === Cosp.ResponseCode.DIRECT;
}

/** Whether the bytes begin with the joining of somebody who has asked: a frame for registered clients. */
export function isAnnouncement(bytes: Uint8Array, isAsked: IsAsked): boolean {
  return (
    bytes[0] === Cosp.ResponseCode.JOINED && sizeOfPseudonym(Buffer.from(bytes), JOINED_HEADER, isAsked) > 0
  );
}

/** Whether the bytes begin with the departure of somebody of whom it is true: a frame for registered clients. */
export function isDeparture(bytes: Uint8Array, isLeaving: (id: number) => boolean): boolean {
  if (bytes[0] !== Cosp.ResponseCode.LEFT || bytes.length < LEFT_SIZE) return false;
  return isLeaving(Buffer.from(bytes.subarray(0, LEFT_SIZE)).readInt16BE(1));
}

/** Whether the bytes are responses of private connections with clients that are there; of the last one there may be a part. */
function areOfPrivateConnections(text: Uint8Array, isThere: (id: number) => boolean): boolean {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.length);
  for (let at = 0; at < bytes.length; at += LEFT_SIZE) {
    if (!OF_PRIVATE_CONNECTIONS.includes(bytes.readInt8(at))) return false;
    if (at + LEFT_SIZE <= bytes.length && !isThere(bytes.readInt16BE(at + 1))) return false;
  }
  return bytes.length >= LEFT_SIZE;
}

/**
 * Whether the text of a message has the head of another one in it, of a client that is there, or is nothing but other
 * frames: they were written into each other (COSP-4-6).
 */
export function isTorn(text: Uint8Array, isThere: (id: number) => boolean): boolean {
  const isHead = (at: number): boolean => {
    const head = Buffer.from(text.subarray(at, at + MESSAGE_HEADER));
    if (!isMessage(head)) return false;
    if (head.length < MESSAGE_HEADER) return at === 0 && (head.length < 3 || isThere(head.readInt16BE(1)));
    return isThere(head.readInt16BE(1)) && (at === 0 || head.readInt16BE(3) > 0);
  };
  if (isHead(0) || areOfPrivateConnections(text, isThere)) return true;
  return [Cosp.ResponseCode.BROADCAST, Cosp.ResponseCode.DIRECT].some((code) => {
    for (let at = text.indexOf(code, 1); at > 0; at = text.indexOf(code, at + 1)) if (isHead(at)) return true;
    return false;
  });
}

/**
 * Whether an acceptance has a count that is not that of its entries (COSP-2.1-4): these are sound as far as they go, and
 * where the next should be is nothing, or a frame of another kind.
 */
export function hasWrongCount(bytes: Uint8Array, isAsked: IsAsked): boolean {
  const list = Buffer.from(bytes);
  if (list[0] !== Cosp.ConnectionCode.ACCEPTED || list.length < LIST_HEADER) return false;
  let end = LIST_HEADER;
  for (let size = 1; size > 0; end += size > 0 ? ENTRY_HEADER + size : 0) {
    size = sizeOfPseudonym(list.subarray(end), ENTRY_HEADER, isAsked);
  }
  const behind = list.subarray(end);
  return behind.length === 0 || isAnnouncement(behind, isAsked) || isMessage(behind);
}

/**
 * Whether the bytes are an acceptance, to the last one, but for the fields of its entries, which stand in another order: of
 * a single one of those the beginning looks like the joining of somebody.
 */
export function isListInOtherOrder(bytes: Uint8Array, isAsked: IsAsked): boolean {
  const list = Buffer.from(bytes);
  if (list[0] !== Cosp.ConnectionCode.ACCEPTED || list.length < LIST_HEADER) return false;
  let end = LIST_HEADER;
  for (let left = list.readInt16BE(LIST_HEADER - SHORT); left > 0; left--) {
    const size = sizeOfPseudonym(list.subarray(end), SHORT, isAsked);
    if (size === 0) return false;
    end += SHORT + size + SHORT;
  }
  return end > LIST_HEADER && end === list.length;
}

/** The size of the pseudonym behind a header that ends with it; 0 when it is not one that somebody has asked for. */
function sizeOfPseudonym(bytes: Buffer, header: number, isAsked: IsAsked): number {
  if (bytes.length < header) return 0;
  const size = bytes.readInt16BE(header - 2);
  const pseudonym = bytes.subarray(header, header + Math.max(0, size));
  return pseudonym.length === size && isAsked(keyOf(pseudonym)) ? size : 0;
}
