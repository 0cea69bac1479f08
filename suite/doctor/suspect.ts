import { Violation } from '../judgement';
import { isSentTwiceEncoded } from './encoding';

/** Where the fault rather lies, as far as the two witnesses tell: the wire, and what the adapter says. */
export type Suspect = 'client' | 'face' | 'call';

const SUSPICIONS: Readonly<Record<Suspect, string>> = {
  client: 'rather the client than the adapter: what it did on the wire is wrong',
  face: 'what it was sent on the wire is right: look at what the client makes of it, or at the adapter',
  call: 'nothing came on the wire: see first whether the adapter calls the client',
};

/** Whom to suspect of what a check has met; undefined where the wire says nothing about it. */
export function suspectOf(error: unknown): Suspect | undefined {
  if (!(error instanceof Violation)) return undefined;
  const { message, details } = error;
  if (/^the client (shows|does not show)/.test(message)) return 'face';
  if (/^the client (opened|declared|did not open)/.test(message)) return 'client';
  if (details.frame) return isSentTwiceEncoded(details.actual) ? undefined : 'client';
  return details.actual?.startsWith('nothing within') ? 'call' : undefined;
}

/** What to tell of it. */
export function suspicion(suspect: Suspect): string {
  return SUSPICIONS[suspect];
}
