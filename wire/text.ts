import { isUtf8 } from 'node:buffer';

// A byte order mark is part of the text here: it has to travel unchanged.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** Quote and backslash; control, format (such as bidi and zero-width) and private characters; separators of lines. */
const NOT_SHOWN = /["\\\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Bytes as text, or undefined when they are not UTF-8 (COSP-1-2). */
export function textOf(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? decoder.decode(bytes) : undefined;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT_ESCAPES[character] ?? `\\u{${code.toString(16)}}`;
}

/** Length in bytes that a character with this first byte would have; 1 for a byte that begins none. */
function announcedLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

function* charactersOf(bytes: Uint8Array): Generator<string> {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const character = textOf(bytes.subarray(at, at + announcedLength(lead)));
    if (character === undefined) {
      yield `\\x${lead.toString(16).padStart(2, '0')}`;
      at += 1;
    } else {
      yield character.replace(NOT_SHOWN, escapeCharacter);
      at += announcedLength(lead);
    }
  }
}

/** A number of bytes in words. */
export function countOf(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}

/** The first bytes as text, or undefined where one of them is not ASCII that is shown as it is. */
function plainOf(bytes: Uint8Array, maxLength: number): string | undefined {
  const end = Math.min(bytes.length, maxLength);
  let text = '';
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/**
 * Bytes as quoted text that is safe to show on a terminal and cannot be mistaken: control characters and those that
 * steer the direction or show nothing are escaped as in JavaScript (`\n`, `\u{202e}`), bytes that are not UTF-8 as `\xff`.
 * @param maxLength how many characters to show at most; an ellipsis behind the quote says that there are more.
 */
export function printable(bytes: Uint8Array, maxLength = Number.POSITIVE_INFINITY): string {
  // Nearly everything that is shown is plain ASCII, and looking at each character costs 30 times as much.
  const plain = plainOf(bytes, maxLength);
  if (plain !== undefined) return `"${plain}"${bytes.length > maxLength ? '…' : ''}`;
  const shown: string[] = [];
  for (const character of charactersOf(bytes)) {
    if (shown.length >= maxLength) return `"${shown.join('')}"…`;
    shown.push(character);
  }
  return `"${shown.join('')}"`;
}
