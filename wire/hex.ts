const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as two digits each, without spaces. Here and not Buffer's, because browsers decode frames as well. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += PAIRS[byte];
  return hex;
}

/**
 * The bytes that digits stand for. Spaces, `0x` and the usual separators between them do not matter.
 * @throws Error that says what is wrong.
 */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s,:;|-]/gi, '');
  const wrong = /[^0-9a-f]/iu.exec(digits)?.[0];
  if (wrong !== undefined) throw new Error(`${JSON.stringify(wrong)} is no hexadecimal digit`);
  if (digits.length % 2 > 0) throw new Error('a byte takes two digits: one is missing');
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}
