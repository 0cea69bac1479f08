/** Control, format (bidi, zero-width), private and lone surrogate characters, and separators of lines. */
const STEERS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\0': '\\0', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Text on one line that a terminal only shows: whatever could move the cursor, colour, reorder or hide is escaped
 * visibly. Names, messages and standard error come from the server under test, who may be hostile.
 */
export function inert(text: string): string {
  return text.replace(STEERS, (character) => {
    return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** The lines of a text, each inert. */
export function inertLines(text: string): string[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(inert);
}
