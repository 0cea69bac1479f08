import type { Moment } from './moment';

/** Bytes of one side, in order, with the moment from which on all of them were there. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly moment: Moment;
}

/** Bytes that are missing from a capture. */
export interface Gap {
  /** Position of the first missing byte in the stream. */
  readonly offset: number;
  readonly length: number;
  /** How many bytes lie behind it, as far as is known. */
  readonly behind: number;
}

/** Everything that one side of a connection sent. */
export interface Stream {
  readonly chunks: readonly Chunk[];
  readonly gap?: Gap;
}
