/**
 * Control, format (bidi, zero-width), private and lone surrogate characters, separators of lines, and what shows
 * nothing at all.
 */
const STEERS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\0': '\\0', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Text on one line that a terminal only shows: whatever could move the cursor, colour, reorder or hide is escaped
 * visibly. Names, messages and standard error come from the server under test, who may be hostile.
 */
export function inert(text: string): string {
  return text.replace(STEERS, escaped);
}

function escaped(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A stretch of a text: as it is, or (`steers`) one character that is only shown escaped. */
export interface Piece {
  text: string;
  steers: boolean;
}

/** The text in pieces, for those who can show what is escaped apart from what was written so. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: character, index } of text.matchAll(STEERS)) {
    if (index > at) pieces.push({ text: text.slice(at, index), steers: false });
    pieces.push({ text: escaped(character), steers: true });
    at = index + character.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), steers: false });
  return pieces;
}

/** The lines of a text, each inert. */
export function inertLines(text: string): string[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(inert);
}
