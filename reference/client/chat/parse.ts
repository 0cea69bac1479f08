/** A pseudonym and what stands behind it. */
export interface NameAndRest {
  readonly name: string;
  readonly rest: string;
}

/** A line that somebody has typed. */
export type Input =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'everybody'; readonly text: string }
  | { readonly kind: 'direct'; readonly to: string; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly rest: string };

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unescaped(quoted: string): string {
  return quoted.replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/gi, (_, code: string, character: string) => {
    if (code === undefined) return ESCAPED[character] ?? character;
    return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
  });
}

/** Reads `bob and more`, or `"bob b" and more` with the escapes of JavaScript; undefined where there is no name. */
export function nameAndRest(text: string): NameAndRest | undefined {
  const [, quoted, plain, rest = ''] =
    /^\s*(?:"((?:[^"\\]|\\.)+)"|([^\s"]\S*))(?:\s(.*))?$/su.exec(text) ?? [];
  if (quoted !== undefined) return { name: unescaped(quoted), rest };
  return plain === undefined ? undefined : { name: plain, rest };
}

/**
 * Reads a line: `/command ...`, `@bob ...`, or a message to everybody.
 * @throws RangeError for `@` without somebody and something.
 */
export function parseLine(line: string): Input {
  if (line.trim() === '') return { kind: 'nothing' };
  if (line.startsWith('/')) {
    const [, name = '', rest = ''] = /^\/(\S*)\s?(.*)$/su.exec(line) ?? [];
    return { kind: 'command', name, rest };
  }
  if (!line.startsWith('@')) return { kind: 'everybody', text: line };
  const direct = nameAndRest(line.slice(1));
  if (direct && direct.rest !== '') return { kind: 'direct', to: direct.name, text: direct.rest };
  throw new RangeError('@bob text writes to bob alone, @"bob b" text to somebody with a space in the name.');
}
