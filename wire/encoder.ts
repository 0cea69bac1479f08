import { Buffer } from 'node:buffer'; // the global one is a getter, which costs more than the allocation
import { Cosp } from './generated/Cosp';

/** A text, or the bytes of one, which are taken as they are and need not be UTF-8. */
export type Text = Uint8Array | string;

/** One entry of the list that a newcomer is given. */
export interface ListedClient {
  readonly idClient: number;
  readonly pseudonym: Text;
}

const { ConnectionCode, RequestCode, ResponseCode } = Cosp;
const MAX_SHORT = 0x7fff;
const MAX_INT = 0x7fffffff;

function checkInteger(field: string, value: number, max: number, kind: string): number {
  if (Number.isInteger(value) && value >= -max - 1 && value <= max) return value;
  throw new RangeError(`${field}: ${value} is not ${kind}, a whole number from ${-max - 1} to ${max}`);
}

const checkShort = (field: string, value: number): number => checkInteger(field, value, MAX_SHORT, 'a SHORT');

/** The bytes of a text; its size has to fit a SHORT (COSP-1-3). */
function bytesOf(field: string, text: Text): Uint8Array {
  if (typeof text === 'string' && /\p{Surrogate}/u.test(text)) {
    throw new RangeError(`${field}: half a surrogate pair has no UTF-8 form`);
  }
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  if (bytes.length <= MAX_SHORT) return bytes;
  throw new RangeError(`${field}: ${bytes.length} bytes are more than the ${MAX_SHORT} that a size can tell`);
}

/** As `writeInt16BE`, without checking once more what has been checked: each frame of a server comes by here. */
function putShort(frame: Buffer, value: number, at: number): void {
  frame[at] = value >> 8;
  frame[at + 1] = value;
}

/** Writes the size and the bytes at `at`, and returns the position behind them. */
function writeText(frame: Buffer, at: number, bytes: Uint8Array): number {
  putShort(frame, bytes.length, at);
  frame.set(bytes, at + 2);
  return at + 2 + bytes.length;
}

function codeAndText(code: number, field: string, text: Text): Buffer {
  const bytes = bytesOf(field, text);
  const frame = Buffer.allocUnsafe(3 + bytes.length);
  frame.writeInt8(code, 0);
  writeText(frame, 1, bytes);
  return frame;
}

function codeIdAndText(code: number, idField: string, id: number, field: string, text: Text): Buffer {
  const bytes = bytesOf(field, text);
  const frame = Buffer.allocUnsafe(5 + bytes.length);
  frame[0] = code;
  putShort(frame, checkShort(idField, id), 1);
  writeText(frame, 3, bytes);
  return frame;
}

function codePortAndId(code: number, port: number, idField: string, id: number): Buffer {
  const frame = Buffer.allocUnsafe(7);
  frame.writeInt8(code, 0);
  frame.writeInt32BE(checkInteger('port', port, MAX_INT, 'an INT'), 1);
  frame.writeInt16BE(checkShort(idField, id), 5);
  return frame;
}

function codeAndId(code: number, idField: string, id: number): Buffer {
  const frame = Buffer.allocUnsafe(3);
  frame.writeInt8(code, 0);
  frame.writeInt16BE(checkShort(idField, id), 1);
  return frame;
}

const codeAlone = (code: number): Buffer => Buffer.from([code & 0xff]);

/**
 * Asks for a pseudonym (COSP-2-1): SHORT size, bytes.
 * @throws RangeError for more than 32,767 bytes.
 */
export function encodeClientHello(pseudonym: Text): Buffer {
  const bytes = bytesOf('pseudonym', pseudonym);
  const frame = Buffer.allocUnsafe(2 + bytes.length);
  writeText(frame, 0, bytes);
  return frame;
}

/**
 * A message to everybody (COSP-4-1): BYTE 0, SHORT size, bytes.
 * @throws RangeError for more than 32,767 bytes.
 */
export function encodeBroadcastRequest(text: Text): Buffer {
  return codeAndText(RequestCode.BROADCAST, 'text', text);
}

/**
 * A message to one client (COSP-5-1): BYTE 1, SHORT addressee, SHORT size, bytes.
 * @throws RangeError for more than 32,767 bytes, and for an identifier that is no SHORT.
 */
export function encodeDirectRequest(idAddressee: number, text: Text): Buffer {
  return codeIdAndText(RequestCode.DIRECT, 'id_addressee', idAddressee, 'text', text);
}

/**
 * Asks for a private TCP connection (COSP-6-1): BYTE 2, INT port, SHORT addressee. Any INT passes as a port.
 * @throws RangeError for a port that is no INT, and for an identifier that is no SHORT.
 */
export function encodePrivateRequest(port: number, idAddressee: number): Buffer {
  return codePortAndId(RequestCode.PRIVATE_REQUEST, port, 'id_addressee', idAddressee);
}

/**
 * Accepts a private TCP connection (COSP-6.2-1): BYTE 3, INT port, SHORT requester. Any INT passes as a port.
 * @throws RangeError for a port that is no INT, and for an identifier that is no SHORT.
 */
export function encodePrivateAccept(port: number, idRequester: number): Buffer {
  return codePortAndId(RequestCode.PRIVATE_ACCEPT, port, 'id_requester', idRequester);
}

/**
 * Refuses a private TCP connection (COSP-6.3-1): BYTE -1, SHORT requester.
 * @throws RangeError for an identifier that is no SHORT.
 */
export function encodePrivateRefuse(idRequester: number): Buffer {
  return codeAndId(RequestCode.PRIVATE_REFUSE, 'id_requester', idRequester);
}

/**
 * Accepts a pseudonym (COSP-2.1-1): BYTE 0, SHORT count, then for each client SHORT identifier, SHORT size, bytes.
 * @throws RangeError for more than 32,767 clients, and for a client that does not fit.
 */
export function encodeAccepted(clients: readonly ListedClient[]): Buffer {
  if (clients.length > MAX_SHORT) {
    throw new RangeError(
      `num_clients: ${clients.length} are more than the ${MAX_SHORT} that a count can tell`,
    );
  }
  const pseudonyms = clients.map(({ pseudonym }) => bytesOf('pseudonym', pseudonym));
  const frame = Buffer.allocUnsafe(pseudonyms.reduce((sum, bytes) => sum + 4 + bytes.length, 3));
  frame.writeInt8(ConnectionCode.ACCEPTED, 0);
  let at = frame.writeInt16BE(clients.length, 1);
  clients.forEach(({ idClient }, index) => {
    at = frame.writeInt16BE(checkShort('id_client', idClient), at);
    at = writeText(frame, at, pseudonyms[index] as Uint8Array);
  });
  return frame;
}

/** Refuses a pseudonym in use (COSP-2.2-1): BYTE -1. */
export function encodePseudonymInUse(): Buffer {
  return codeAlone(ConnectionCode.PSEUDONYM_IN_USE);
}

/**
 * A client has joined (COSP-3.1-1): BYTE 0, SHORT identifier, SHORT size, bytes.
 * @throws RangeError for more than 32,767 bytes, and for an identifier that is no SHORT.
 */
export function encodeJoined(idClient: number, pseudonym: Text): Buffer {
  return codeIdAndText(ResponseCode.JOINED, 'id_client', idClient, 'pseudonym', pseudonym);
}

/**
 * A client has left (COSP-3.2-1): BYTE 1, SHORT identifier.
 * @throws RangeError for an identifier that is no SHORT.
 */
export function encodeLeft(idClient: number): Buffer {
  return codeAndId(ResponseCode.LEFT, 'id_client', idClient);
}

/**
 * A message to everybody, as the others get it (COSP-4-2): BYTE 2, SHORT sender, SHORT size, bytes.
 * @throws RangeError for more than 32,767 bytes, and for an identifier that is no SHORT.
 */
export function encodeBroadcastResponse(idSender: number, text: Text): Buffer {
  return codeIdAndText(ResponseCode.BROADCAST, 'id_sender', idSender, 'text', text);
}

/**
 * A message to one client, as it gets it (COSP-5.1-1): BYTE 3, SHORT sender, SHORT size, bytes.
 * @throws RangeError for more than 32,767 bytes, and for an identifier that is no SHORT.
 */
export function encodeDirectResponse(idSender: number, text: Text): Buffer {
  return codeIdAndText(ResponseCode.DIRECT, 'id_sender', idSender, 'text', text);
}

/**
 * A private TCP connection is asked for (COSP-6-2): BYTE 4, SHORT requester.
 * @throws RangeError for an identifier that is no SHORT.
 */
export function encodePrivateRequested(idRequester: number): Buffer {
  return codeAndId(ResponseCode.PRIVATE_REQUESTED, 'id_requester', idRequester);
}

/**
 * The request was accepted, to the requester (COSP-6.2-2): BYTE 5, SHORT accepter.
 * @throws RangeError for an identifier that is no SHORT.
 */
export function encodePrivateAccepted(idAccepter: number): Buffer {
  return codeAndId(ResponseCode.PRIVATE_ACCEPTED, 'id_accepter', idAccepter);
}

/**
 * The acceptance has arrived, to the accepter (COSP-6.2-2): BYTE 6, SHORT requester.
 * @throws RangeError for an identifier that is no SHORT.
 */
export function encodePrivateEstablished(idRequester: number): Buffer {
  return codeAndId(ResponseCode.PRIVATE_ESTABLISHED, 'id_requester', idRequester);
}

/** The client that was addressed is absent (COSP-5.2-1): BYTE -1, with nothing behind it. */
export function encodeAbsent(): Buffer {
  return codeAlone(ResponseCode.ABSENT);
}

/**
 * The request was refused, to the requester (COSP-6.3-2): BYTE -2, SHORT refuser.
 * @throws RangeError for an identifier that is no SHORT.
 */
export function encodePrivateRefused(idRefuser: number): Buffer {
  return codeAndId(ResponseCode.PRIVATE_REFUSED, 'id_refuser', idRefuser);
}
