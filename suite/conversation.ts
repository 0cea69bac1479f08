import type { EntryType } from '../wire';
import type { ConversationEntry } from './evidence';
import { isFenceSummary } from './fence-nonce';

const KEPT_FIRST = 20;
const KEPT_LAST = 180;
/** Of what each peer has sent so much is known to the end, which tells where a message comes from. */
const KEPT_SENT = 500;
/** Of each frame or piece so many bytes are kept at most. */
export const KEPT_BYTES = 4096;

interface Entry {
  at: number;
  peer: string;
  direction: ConversationEntry['direction'];
  /** Written only when somebody reads the conversation: most scenarios pass. */
  summary: () => string;
  type?: EntryType | undefined;
  bytes?: Uint8Array | undefined;
  length?: number | undefined;
}

/**
 * Everything that was said in a scenario, with time and direction. Of each peer it keeps the first
 * 20 and the last 180 entries, so that a load test does not fill the memory.
 */
export class Conversation {
  readonly #began = performance.now();
  readonly #first = new Map<string, Entry[]>();
  readonly #last = new Map<string, Entry[]>();
  readonly #sent = new Map<string, Uint8Array[]>();
  #omitted = 0;

  /** Notes one frame, piece or event of `peer`; `bytes` are copied (at most 4,096 of them). */
  note(
    peer: string,
    direction: ConversationEntry['direction'],
    summary: () => string,
    type?: EntryType,
    bytes?: Uint8Array,
  ): void {
    const entry: Entry = {
      at: performance.now() - this.#began,
      peer,
      direction,
      summary,
      type,
      bytes: bytes && Buffer.from(bytes.subarray(0, KEPT_BYTES)),
      length: bytes?.length,
    };
    if (direction === 'sent' && entry.bytes) this.#keepSent(peer, entry.bytes);
    const first = entriesOf(this.#first, peer);
    if (first.length < KEPT_FIRST) {
      first.push(entry);
      return;
    }
    const last = entriesOf(this.#last, peer);
    last.push(entry);
    if (last.length >= 2 * KEPT_LAST) {
      this.#omitted += last.length - KEPT_LAST;
      last.splice(0, last.length - KEPT_LAST);
    }
  }

  /** Milliseconds since it began. */
  get age(): number {
    return performance.now() - this.#began;
  }

  /** How many entries were dropped for size. */
  get omitted(): number {
    return this.#omitted;
  }

  /** What `peer` has sent, the first 500: whole frames and pieces, each up to `KEPT_BYTES`. */
  sentBy(peer: string): readonly Uint8Array[] {
    return this.#sent.get(peer) ?? [];
  }

  #keepSent(peer: string, bytes: Uint8Array): void {
    const sent = this.#sent.get(peer) ?? [];
    if (sent.length < KEPT_SENT) sent.push(bytes);
    this.#sent.set(peer, sent);
  }

  /**
   * All kept entries in the order of time. Marked is what `offender` received as `frame`; else the last
   * thing that it received.
   */
  entries(offender?: string, frame?: Uint8Array): ConversationEntry[] {
    const kept = [...this.#first.values(), ...this.#last.values()].flat().sort((a, b) => a.at - b.at);
    const candidates = kept.filter((entry) => entry.peer === offender && entry.direction !== 'sent');
    const offending = candidates.findLast((entry) => frame && isCopyOf(entry, frame)) ?? candidates.at(-1);
    return kept.map((entry) => shown(entry, entry === offending));
  }
}

function isCopyOf({ bytes, length }: Entry, frame: Uint8Array): boolean {
  return (
    bytes !== undefined && length === frame.length && Buffer.from(bytes).equals(frame.subarray(0, KEPT_BYTES))
  );
}

function shown(entry: Entry, offending: boolean): ConversationEntry {
  const summary = entry.summary();
  return {
    at: Math.round(entry.at * 1000) / 1000,
    peer: entry.peer,
    direction: entry.direction,
    summary,
    ...(entry.type && { type: entry.type }),
    ...(entry.bytes && { hex: Buffer.from(entry.bytes).toString('hex'), length: entry.length }),
    ...(offending && { offending }),
    ...(isFenceSummary(summary) && { fence: true }),
  };
}

function entriesOf(map: Map<string, Entry[]>, peer: string): Entry[] {
  let entries = map.get(peer);
  if (!entries) {
    entries = [];
    map.set(peer, entries);
  }
  return entries;
}
