const LONGEST = 0x7fff;

/**
 * Checks a pseudonym or a message before it is sent. Size 0 is left open by the protocol (COSP-4-9, COSP-7-7), and a
 * server may close the connection over it, so it is not sent.
 * @param what name of the text, for the message.
 * @returns the UTF-8 bytes, 1 to 32,767 of them (COSP-1-3, COSP-1-8).
 * @throws RangeError for any other size, and for half a surrogate pair, which UTF-8 has no form for.
 */
export function bytesOf(what: string, text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError(`${what}: half a surrogate pair has no UTF-8 form`);
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length === 0) throw new RangeError(`${what}: is empty`);
  if (bytes.length <= LONGEST) return bytes;
  throw new RangeError(`${what}: ${bytes.length} bytes are more than the ${LONGEST} that a size can tell`);
}

/** A text that has come, byte order mark included. Bytes that are not UTF-8 become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
