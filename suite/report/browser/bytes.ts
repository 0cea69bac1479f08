/** Bytes from hexadecimal digits; white space and separators between them do not matter. @throws Error that says where it is wrong. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s,:;|-]/gi, '');
  const wrong = digits.search(/[^0-9a-f]/i);
  if (wrong >= 0) throw new Error(`${JSON.stringify(digits[wrong])} is no hexadecimal digit`);
  if (digits.length % 2 > 0) throw new Error('a byte takes two digits: one is missing');
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}
