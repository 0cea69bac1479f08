import type { EntryType } from '../../wire';
import type { Moment } from './moment';

/** Who sent something. */
export type Side = 'client' | 'server';

/** Whether a stream begins with the registration, or somewhere behind it. */
export type State = 'registering' | 'registered';

/** Which entry types a stream was read with. */
export interface Reading {
  readonly from: Side;
  readonly state: State;
}

interface EntryBase {
  readonly from: Side;
  readonly moment: Moment;
}

/** A whole frame. */
export interface FrameEntry extends EntryBase {
  readonly kind: 'frame';
  readonly type: EntryType;
  /** Position of its first byte in what this side sent. */
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Bytes that are no frames, in one piece as long as the other side sends nothing. */
export interface BytesEntry extends EntryBase {
  readonly kind: 'bytes';
  readonly offset: number;
  /** At most the first 4,096. */
  readonly bytes: Buffer;
  /** How many there are. */
  readonly length: number;
}

/** What happened to the connection. */
export interface EventEntry extends EntryBase {
  readonly kind: 'event';
  readonly event: 'connected' | 'closed' | 'reset';
}

/**
 * Where a side's stream could not be read any further.
 *
 * - `malformed`: no continuation makes a frame of these bytes.
 * - `incomplete`: the stream ends inside a frame.
 * - `gap`: bytes are missing from the capture.
 * - `too-long`: the frame says that it is longer than any list needs.
 * - `limit`: there are more frames than are read.
 */
export interface ProblemEntry extends EntryBase {
  readonly kind: 'problem';
  readonly problem: 'malformed' | 'incomplete' | 'gap' | 'too-long' | 'limit';
  /** Position of the first byte that is wrong or missing in what this side sent. */
  readonly offset: number;
  /** What is wrong, in words. */
  readonly reason: string;
  /** How many bytes are missing at least, where some are. */
  readonly missing?: number;
  /** How many bytes of this side are there from the frame's first on that are no frames. */
  readonly unframed: number;
  /** The frame that has the problem, as far as it can be read. */
  readonly frame?: {
    readonly type: EntryType;
    readonly offset: number;
    readonly bytes: Buffer;
    readonly field?: string;
  };
}

/** Something that one side sent or did. */
export type Entry = FrameEntry | BytesEntry | EventEntry | ProblemEntry;

/** A connection, or the one stream that was given. */
export interface Conversation {
  /** Counted from 1. */
  readonly number: number;
  /** `chat` is read as frames; `private` was negotiated on others; `unknown` is not recognised as either. */
  readonly kind: 'chat' | 'private' | 'unknown';
  /** Endpoints such as `127.0.0.1:7777`; missing where the input tells none. */
  readonly client?: string;
  readonly server?: string;
  /** The pseudonym under which the client was accepted. */
  readonly pseudonym?: Buffer;
  /** Of a private connection: between whom. */
  readonly between?: { readonly own: string; readonly other: string };
  /** What is to be known about how it was read. */
  readonly notes: readonly string[];
  /** In the order in which they were seen. */
  readonly entries: readonly Entry[];
}

/** Everything that was read from an input. */
export interface Decoded {
  readonly source: { readonly name: string; readonly format: 'hex' | 'raw' | 'pcap' | 'pcapng' };
  /** Nanoseconds since 1970 of the moment from which milliseconds are counted. */
  readonly began?: bigint;
  readonly notes: readonly string[];
  /** Where the input could not be read any further. */
  readonly damage?: string;
  readonly conversations: readonly Conversation[];
}

/** Whether all bytes were read, and every byte but those of private connections belongs to a whole frame. */
export function isComplete({ damage, conversations }: Decoded): boolean {
  const isWhole = ({ kind, entries }: Conversation): boolean =>
    kind !== 'unknown' && !entries.some(isProblem);
  return damage === undefined && conversations.every(isWhole);
}

/** Whether an entry is a problem. */
export function isProblem(entry: Entry): entry is ProblemEntry {
  return entry.kind === 'problem';
}
