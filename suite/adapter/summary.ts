import type { AdapterEvent } from './protocol';

const LONGEST = 200;

/** A command in one short line, as the conversation shows it. */
export function commandSummary(name: string, members: object): string {
  return cut(`command ${name}${inWords(members)}`);
}

/** A reply in one short line. */
export function replySummary(name: string, error: object | undefined, members: object): string {
  return cut(`reply to ${name}: ${error ? JSON.stringify(error) : `ok${inWords(members)}`}`);
}

/** An event in one short line. */
export function eventSummary({ event, ...members }: AdapterEvent): string {
  return cut(`event ${event}${inWords(members)}`);
}

/** A single member needs no name: `event joined "carol"`. */
function inWords(members: object): string {
  const values = Object.values(members);
  if (values.length === 0) return '';
  return ` ${JSON.stringify(values.length === 1 ? values[0] : members)}`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
