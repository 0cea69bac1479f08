import { printable } from '../../wire';
import type { Conversation } from './model';

const SHOWN_CHARACTERS = 24;

/** What the client of a connection is called: by its pseudonym, or by the connection's number. */
export function participantOf({ number, kind, pseudonym, between }: Conversation): string {
  if (between) return `${between.own} (private)`;
  if (pseudonym) return printable(pseudonym, SHOWN_CHARACTERS);
  return kind === 'unknown' ? `not recognised ${number}` : `client ${number}`;
}
