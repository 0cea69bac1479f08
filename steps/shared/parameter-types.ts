import { defineParameterType } from '@cucumber/cucumber';

/** `"alice"`: the scenario's name of one peer. */
defineParameterType({
  name: 'peer',
  regexp: /"([^"]*)"/,
  transformer: (name: string) => name,
  useForSnippets: false,
});

/** `"alice"`, `"alice" and "bob"`, `"alice", "bob" and "carol"`, `"client 1" to "client 30"`, `nobody`. */
defineParameterType({
  name: 'peers',
  regexp: /nobody|"[^"]*"(?:(?:, | and | to )"[^"]*")*/,
  transformer: peerNames,
  useForSnippets: false,
});

function peerNames(list: string): string[] {
  const names: string[] = [];
  for (const [, joint, name] of list.matchAll(/(, | and | to |^)"([^"]*)"/g)) {
    if (joint === ' to ') names.push(...namesUpTo(names.at(-1) as string, name as string));
    else if (name) names.push(name);
  }
  return names;
}

/** "client 2" and "client 3" for "client 1" to "client 3". */
function namesUpTo(first: string, last: string): string[] {
  const [, kind, from] = /^(.* )(\d+)$/.exec(first) ?? [];
  const [, sameKind, to] = /^(.* )(\d+)$/.exec(last) ?? [];
  if (kind === undefined || kind !== sameKind || Number(from) >= Number(to)) {
    throw new Error(`"${first}" to "${last}" is no series of peers`);
  }
  return Array.from({ length: Number(to) - Number(from) }, (_, i) => `${kind}${Number(from) + i + 1}`);
}

/**
 * The bytes of a pseudonym or message: `"hello"` (with \n, \r, \0, \\ and \u{1F600} as escapes),
 * `the bytes c3 28`, `a text of 255 bytes` (ASCII), `a text of 255 bytes ending in "x"`,
 * `a text of 30 characters "é"` (that character repeated) or `a text of 30 times "né"`.
 */
defineParameterType({
  name: 'text',
  regexp:
    /"(?:[^"\\]|\\.)*"|the bytes(?: [0-9a-f]{2})+|a text of \d+ bytes ending in "[^"]"|a text of \d+ bytes|a text of \d+ (?:characters|times) "[^"]+"/,
  transformer: textBytes,
  useForSnippets: false,
});

/** Bytes on the wire; a name stands for the two bytes of that peer's identifier. */
export type WireBytes = readonly (number | { readonly identifierOf: string })[];

/** `the bytes 01 [bob] 00 02 68 69`: literal bytes, with the identifier of "bob" in them. */
defineParameterType({
  name: 'bytes',
  regexp: /the bytes(?: (?:[0-9a-f]{2}|\[[^\]]+\]))+/,
  transformer: (notation: string): WireBytes =>
    [...notation.matchAll(/\[([^\]]+)\]| ([0-9a-f]{2})/g)].map(([, name, hex]) =>
      name === undefined ? Number.parseInt(hex as string, 16) : { identifierOf: name },
    ),
  useForSnippets: false,
});

/** `closed` with a FIN, or `reset`. */
defineParameterType({
  name: 'ending',
  regexp: /closed|reset/,
  transformer: (word: string) => (word === 'closed' ? 'close' : 'reset'),
  useForSnippets: false,
});

const UNITS: Record<string, number> = { bytes: 1, KiB: 1024, MiB: 1024 * 1024 };

/** A number of bytes: `300 bytes`, `1 KiB`, `64 MiB`. */
defineParameterType({
  name: 'size',
  regexp: /\d+ (?:bytes|KiB|MiB)/,
  transformer: (phrase: string): number => {
    const [count, unit] = phrase.split(' ');
    return Number(count) * (UNITS[unit as string] as number);
  },
  useForSnippets: false,
});

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\\': '\\' };

function textBytes(notation: string): Buffer {
  if (notation.startsWith('"')) return Buffer.from(unescaped(notation.slice(1, -1)), 'utf8');
  if (notation.startsWith('the bytes')) return Buffer.from(notation.slice(9).replaceAll(' ', ''), 'hex');
  const count = Number(/\d+/.exec(notation)?.[0]);
  const quoted = /"([^"]+)"/.exec(notation)?.[1];
  if (/ (?:characters|times) /.test(notation)) return Buffer.from((quoted as string).repeat(count), 'utf8');
  const filled = Buffer.alloc(count, 'abcdefghijklmnopqrstuvwxyz0123456789');
  if (quoted) filled.write(quoted, count - 1);
  return filled;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]+)\}|(.))/g, (whole, hex: string | undefined, letter: string) =>
    hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : (ESCAPES[letter] ?? whole),
  );
}
