/** What an escape stands for is a character that is not ASCII, and a size is another one in another encoding. */
const CHANGED = /\\u\{?[0-9a-f]+\}?|\\x[0-9a-f]{2}|\\0|\d+ bytes|[^ -~]|\?/gi;
/** So much must be the same in front of where a text was cut off. */
const LEAST = 12;

/**
 * Whether what came is what was expected but for the characters that are not ASCII, or but for the end, which is cut off
 * where characters were counted instead of bytes.
 * @param problem `…; expected …; came …`
 */
export function isOtherEncoding(problem: string): boolean {
  const [, expected = '', came = ''] = /; expected (.*?); came (.*)$/s.exec(problem) ?? [];
  if (expected === came || !/[^ -~]/.test(expected)) return false;
  const [due, actual] = [expected, came].map((text) => text.replace(CHANGED, '')) as [string, string];
  const begin = actual.replace(/[" ]+$/, '');
  return due === actual || (begin.length > LEAST && due.startsWith(begin));
}

/** Whether a text looks as if its UTF-8 had been taken for Latin-1 and encoded once more. */
export function isSentTwiceEncoded(came: string | undefined): boolean {
  return came?.includes('Ã') ?? false;
}
