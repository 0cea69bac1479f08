import type { EntryType } from './frames';
import { toHex } from './hex';
import { countOf } from './text';

/** Where something is wrong in a frame. */
export interface FieldProblem {
  /** Path as in cosp.ksy, such as `body.len_text` or `body.clients[3].pseudonym`. */
  readonly field: string;
  /** Position of the field's first byte, counted from the frame's first byte. */
  readonly offset: number;
  /** The bytes of the field, as many as there are (a copy). */
  readonly bytes: Uint8Array;
  /** What is wrong, in words. */
  readonly reason: string;
}

/** Something is wrong with the bytes; what exactly is told by the class. */
export abstract class FrameError extends Error {
  constructor(
    /** What the bytes were parsed as. */
    readonly entryType: EntryType,
    /** Position of the frame's first byte in the stream. */
    readonly frameOffset: number,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** No continuation of the bytes can make a frame: an unknown code, a negative size, a negative count. */
export class MalformedFrameError extends FrameError implements FieldProblem {
  readonly field: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly reason: string;
  /** Position of the wrong field's first byte in the stream. */
  readonly streamOffset: number;

  constructor(entryType: EntryType, frameOffset: number, problem: FieldProblem) {
    const { field, offset, bytes, reason } = problem;
    super(entryType, frameOffset, `${entryType}: ${field} at byte ${offset} (${toHex(bytes)}) ${reason}`);
    this.field = field;
    this.offset = offset;
    this.bytes = bytes;
    this.reason = reason;
    this.streamOffset = frameOffset + offset;
  }
}

/** The bytes end inside a frame. */
export class IncompleteFrameError extends FrameError implements FieldProblem {
  readonly field: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly reason: string;
  /** How many bytes the field still needs; fields behind it may need more. */
  readonly missing: number;

  constructor(entryType: EntryType, problem: FieldProblem, missing: number) {
    const { field, offset, bytes, reason } = problem;
    super(entryType, 0, `${entryType}: ${field} at byte ${offset} ${reason}`);
    this.field = field;
    this.offset = offset;
    this.bytes = bytes;
    this.reason = reason;
    this.missing = missing;
  }
}

/** More bytes than the one frame that was expected. */
export class TrailingBytesError extends FrameError {
  constructor(
    entryType: EntryType,
    /** Position of the first byte behind the frame, which is the frame's length. */
    readonly offset: number,
    /** The bytes behind the frame (a copy). */
    readonly bytes: Uint8Array,
  ) {
    const shown = toHex(bytes.subarray(0, 16)) + (bytes.length > 16 ? '...' : '');
    super(
      entryType,
      0,
      `${entryType}: ${countOf(bytes.length)} behind the frame, from byte ${offset} (${shown})`,
    );
  }
}

/** The frame is, or says that it will be, longer than the framer may hold (COSP-7-6). */
export class FrameTooLongError extends FrameError {
  constructor(
    entryType: EntryType,
    frameOffset: number,
    /** The bound, in bytes. */
    readonly maxBytes: number,
    /** How long the frame is at least, in bytes, as far as its sizes and counts have told. */
    readonly atLeast: number,
  ) {
    super(
      entryType,
      frameOffset,
      `${entryType}: the frame takes at least ${countOf(atLeast)}, more than the ${maxBytes} allowed`,
    );
  }
}
