import { createHash } from 'node:crypto';
import { printable } from '../../wire';
import type { AdapterEvent } from '../adapter/protocol';
import { Violation } from '../judgement';

/** What the client must tell its user, since the server has told it. */
export interface Due {
  readonly event: AdapterEvent;
  /** What is broken where it does not come, or comes otherwise. */
  readonly blames: string;
  /** The client may also keep it to itself. */
  readonly optional?: boolean;
}

const SHOWN = 160;

/** One line for a person about what the client shows. */
export function describeEvent(event: AdapterEvent): string {
  const { event: name, ...members } = event;
  const rest = Object.entries(members).map(([key, value]) => `${key} ${shown(value)}`);
  const line = [name, ...rest].join(', ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

function shown(value: unknown): string {
  if (Array.isArray(value))
    return value.length > 8 ? `of ${value.length} clients` : `[${value.map(shown).join(', ')}]`;
  return typeof value === 'string' ? printable(Buffer.from(value), 80) : JSON.stringify(value);
}

/**
 * Whether the client shows what it must: the same event with the same members. A list may come in any order, and with
 * the client's `own` pseudonym or without; a long message may be told by its length and its SHA-256.
 */
export function isShownRight(due: AdapterEvent, actual: AdapterEvent, own: string | undefined): boolean {
  if (due.event !== actual.event) return false;
  if (due.event === 'registered' && actual.event === 'registered') {
    return isSameRoster(due.roster, actual.roster, own);
  }
  if (isMessage(due) && isMessage(actual)) {
    return due.from === actual.from && isSameText(due.text as string, actual);
  }
  const members = Object.entries(due) as [string, unknown][];
  const given = actual as unknown as Record<string, unknown>;
  return due.event === 'error' || members.every(([key, value]) => key === 'reason' || given[key] === value);
}

/** Whether two rosters hold the same pseudonyms, each once; the own one counts in neither. */
export function isSameRoster(
  due: readonly string[],
  actual: readonly string[],
  own: string | undefined,
): boolean {
  const others = (list: readonly string[]): string[] => list.filter((pseudonym) => pseudonym !== own);
  const expected = new Set(others(due));
  const shownOthers = others(actual);
  return (
    shownOthers.length === expected.size &&
    new Set(shownOthers).size === expected.size &&
    shownOthers.every((pseudonym) => expected.has(pseudonym))
  );
}

type MessageEvent = Extract<AdapterEvent, { event: 'broadcast' | 'direct' }>;

function isMessage(event: AdapterEvent): event is MessageEvent {
  return event.event === 'broadcast' || event.event === 'direct';
}

function isSameText(
  due: string,
  actual: { text?: string | undefined; length?: number | undefined; sha256?: string | undefined },
): boolean {
  if (actual.text !== undefined) return actual.text === due;
  const bytes = Buffer.from(due);
  return actual.length === bytes.length && actual.sha256 === sha256(bytes);
}

/** SHA-256 of `bytes`, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The violation for a report that did not come, or came otherwise. */
export function wrongReport(
  { event, blames }: Due,
  actual: AdapterEvent | undefined,
  waited: string,
): Violation {
  const isOtherKind =
    actual &&
    isMessage(event) &&
    isMessage(actual) &&
    actual.event !== event.event &&
    actual.from === event.from &&
    isSameText(event.text as string, actual);
  return new Violation(
    actual ? 'the client shows something else' : 'the client does not show what it has been told',
    {
      blames: isOtherKind ? 'COSP-5.1-4' : blames,
      presumed: !actual,
      expected: describeEvent(event),
      actual: actual ? describeEvent(actual) : waited,
      peer: 'adapter',
    },
  );
}
