/** A size up to this is the same in any kind of byte. */
const SMALL = 127;

/**
 * What is presumably wrong where only the first `length` bytes of a text have arrived: its size was taken in characters
 * (COSP-1-3), or it is too long (COSP-1-8).
 */
export function blameForCut(text: Uint8Array, length: number): string | undefined {
  const characters = Buffer.from(text).toString('utf8');
  const isAscii = characters.length === text.length;
  if (!isAscii && [characters.length, [...characters].length].includes(length)) return 'COSP-1-3';
  return text.length > SMALL ? 'COSP-1-8' : undefined;
}

/**
 * What is presumably wrong where a text has arrived in a whole frame, but is another one: what was cut off, or, for a
 * text that is not plain ASCII without spaces at its ends, that it was changed on the way (COSP-1-2).
 */
export function blameForAltered(sent: Uint8Array, came: Uint8Array): string | undefined {
  if (came.length < sent.length && Buffer.from(sent.subarray(0, came.length)).equals(came))
    return blameForCut(sent, came.length);
  const isPlain =
    sent.every((byte) => byte > 0x1f && byte < 0x7f) && sent[0] !== 0x20 && sent.at(-1) !== 0x20;
  return isPlain ? undefined : 'COSP-1-2';
}
