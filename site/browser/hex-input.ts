/** Bytes that somebody has pasted, or where and why they are none. */
export type HexInput =
  | { readonly bytes: Uint8Array }
  | {
      /** Position in the text of the first wrong character, and how many characters are wrong with it. */
      readonly at: number;
      readonly length: number;
      /** One sentence. */
      readonly problem: string;
    };

/** What may stand between bytes: white space, separators of dumps, `0x` and `\x`. */
const BETWEEN = /^(?:[\s,;:|.-]+|0x|\\x)/i;

/** Reads bytes in hexadecimal as captures, logs and source code write them. */
export function readHex(text: string): HexInput {
  const bytes: number[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 64);
    const between = BETWEEN.exec(rest)?.[0];
    if (between !== undefined) {
      at += between.length;
      continue;
    }
    const digits = /^[0-9a-f]{1,2}/i.exec(rest)?.[0];
    if (digits === undefined) return wrongCharacter(text, at);
    if (digits.length === 1) return loneDigit(text, at);
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  return { bytes: Uint8Array.from(bytes) };
}

function wrongCharacter(text: string, at: number): HexInput {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const problem = `${place(text, at)}: ${shown(character)} is no hexadecimal digit.`;
  return { at, length: character.length, problem };
}

function loneDigit(text: string, at: number): HexInput {
  const next = text.charAt(at + 1);
  if (next !== '' && !BETWEEN.test(text.slice(at + 1, at + 3))) return wrongCharacter(text, at + 1);
  const problem = `${place(text, at)}: a byte has two digits, and here is only "${text.charAt(at)}".`;
  return { at, length: 1, problem };
}

function place(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return lines.length > 1 ? `Line ${lines.length}, character ${column}` : `Character ${column}`;
}

function shown(character: string): string {
  if (/[\p{C}\p{Z}]/u.test(character))
    return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
  return `"${character}"`;
}
