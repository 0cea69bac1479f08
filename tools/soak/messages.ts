/** What a message of the soak says about itself. */
export interface Numbered {
  /** To everybody, to one, or to oneself. */
  readonly kind: 'B' | 'D' | 'F';
  /** The actor that wrote it. */
  readonly sender: number;
  /** Its number among those of its kind, from 1; among those to one addressee for one to a single one. */
  readonly number: number;
  /** How many messages to everybody the sender had written before. */
  readonly before: number;
}

const LONGEST_HEADER = 48;
const PADDING = Buffer.alloc(32_000, '.');

/** The text of a message, with padding that makes it longer. */
export function textOf({ kind, sender, number, before }: Numbered, padding = 0): Buffer {
  const header = Buffer.from(`${kind} ${sender} ${number} ${before} `, 'latin1');
  return Buffer.concat([header, PADDING.subarray(0, padding)]);
}

/** @throws Error when the text is none of the soak's. */
export function numberedOf(text: Uint8Array): Numbered {
  const header = Buffer.from(text.buffer, text.byteOffset, Math.min(text.length, LONGEST_HEADER));
  const [kind, sender, number, before, padding] = header.toString('latin1').split(' ');
  if ((kind !== 'B' && kind !== 'D' && kind !== 'F') || padding === undefined)
    throw new Error(`a text that nobody has sent: ${header.toString('latin1')}`);
  return { kind, sender: Number(sender), number: Number(number), before: Number(before) };
}
