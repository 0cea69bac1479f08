import { printable } from '../../../wire';

const PLAIN_NAME = /^[\p{L}\p{N}_.-][\p{L}\p{N}\p{M}_.-]{0,39}$/u;
const LONGEST_NAME = 40;

/**
 * What somebody else wrote, harmless to a terminal: control characters, escape sequences and what steers the direction
 * of writing are spelled out as in JavaScript.
 */
export function shownText(text: string): string {
  return printable(Buffer.from(text, 'utf8')).slice(1, -1).replaceAll('\\"', '"');
}

/** A pseudonym as `nameAndRest` takes it: as it is, or in quotes where it might be taken for something else. */
export function shownName(pseudonym: string): string {
  return PLAIN_NAME.test(pseudonym) ? pseudonym : printable(Buffer.from(pseudonym, 'utf8'), LONGEST_NAME);
}
