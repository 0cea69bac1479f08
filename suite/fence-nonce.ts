import { randomBytes } from 'node:crypto';

const PREFIX = 'fence ';
const LONGEST = 80;
/** Drawn once: what differs within a process is the number. */
const DRAWN = randomBytes(6).toString('hex');
let made = 0;

/** A text that nobody else sends: what a fence carries. ASCII. */
export function newNonce(): string {
  return `${PREFIX}${++made} ${DRAWN}`;
}

/** Whether a text has the form of a fence's. */
export function mayBeNonce(text: Uint8Array): boolean {
  return (
    text.length > PREFIX.length &&
    text.length <= LONGEST &&
    Buffer.from(text.subarray(0, PREFIX.length)).toString('latin1') === PREFIX
  );
}

/** Whether one line about a frame, as reports show it, is about a fence. */
export function isFenceSummary(summary: string): boolean {
  return /\(direct\).*"fence \d+ [0-9a-f]{12}"$/.test(summary);
}
