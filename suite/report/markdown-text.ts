import { inert } from './inert';

/** GitHub refuses a comment that is longer. */
export const LONGEST_MARKDOWN = 65_536;

const LONGEST = 400;

/** What Markdown or HTML gives a meaning to; a reference to a character is only ever shown. */
const MEANING = /[\\`*_{}[\]<>#|~&$@]|:(?=[\w/+-])/g;

/**
 * Text in the prose of a Markdown page that is only shown, on one line: nothing in it is markup, a link, or the name of
 * somebody who would be told. Cut after 400 characters.
 */
export function prose(text: string): string {
  return (
    cut(inert(text))
      .replace(/www\./gi, (www) => `${www.slice(0, 3)}\u0001`)
      .replace(MEANING, (character) => `&#${character.charCodeAt(0)};`)
      .replaceAll('\u0001', '&#46;')
      // Hosts of Markdown make links of names and numbers after they have read it; never inside a word.
      .replace(/&#(64|35);(?=\w)/g, '&#$1;&#8203;')
  );
}

/** Text as code on one line. */
export function code(text: string): string {
  const line = cut(inert(text));
  if (line.trim() === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // In a table even code ends at a bar.
  return line.includes('|') ? `<code>${prose(text)}</code>` : `${fence} ${line} ${fence}`;
}

/** Lines, inert already, as a block in which nothing is markup. */
export function block(lines: readonly string[]): string {
  return `<pre>\n${lines.map(escaped).join('\n')}\n</pre>`;
}

/** Text inside HTML elements; what is inside code or a block is not searched for names. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
