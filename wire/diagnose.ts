import {
  type FieldProblem,
  type FrameError,
  FrameTooLongError,
  IncompleteFrameError,
  MalformedFrameError,
} from './errors';
import type { EntryType } from './frames';
import { ListProgress } from './list-progress';
import { KaitaiStream } from './stream';
import { countOf } from './text';
import { type DebugReading, type Leaf, readDebug } from './walk';

interface Validation {
  readonly actual: number;
  readonly min?: number;
}

/** Says in words what the parser's own check found. */
function brokenRule(leaf: Leaf, error: Error): string {
  const { actual, min } = error as Error & Validation;
  const { description } = leaf;
  if (error instanceof KaitaiStream.ValidationNotInEnumError && description.kind === 'integer') {
    const known = Object.keys(description.codes ?? {}).map(Number);
    known.sort((a, b) => a - b);
    return `is ${actual}, which is no ${(description.enum ?? 'code').replace('_', ' ')} (${known.join(', ')})`;
  }
  if (error instanceof KaitaiStream.ValidationLessThanError) return `is ${actual}, which is less than ${min}`;
  return `is ${actual}: ${error.message}`;
}

function reasonOf(leaf: Leaf, available: number, missing: number): string {
  if (leaf.span.validationError) return brokenRule(leaf, leaf.span.validationError);
  return `needs ${countOf(available + missing)}, ${available} there`;
}

/**
 * The field where reading stopped.
 * @returns undefined for a whole frame.
 */
export function problemOf(reading: DebugReading, bytes: Uint8Array): FieldProblem | undefined {
  if (reading.stopped === undefined) return undefined;
  let last: Leaf | undefined;
  for (const leaf of reading.leaves()) last = leaf;
  if (last === undefined) throw new Error('the parser stopped before its first field');
  const { start, end = bytes.length } = last.span;
  const reason = reasonOf(last, end - start, reading.missing);
  return { field: last.path, offset: start, bytes: bytes.slice(start, end), reason };
}

/**
 * The error for bytes that the parser did not accept.
 * @param bytes from the frame's first byte.
 * @param frameOffset position of that byte in the stream.
 * @throws Error when there is nothing wrong with them, which would be a fault of the caller.
 */
export function errorFor(
  type: EntryType,
  bytes: Uint8Array,
  frameOffset: number,
): MalformedFrameError | IncompleteFrameError {
  const reading = readDebug(type, bytes);
  const problem = problemOf(reading, bytes);
  if (problem === undefined) throw new Error(`nothing is wrong with the ${type}`);
  if (reading.stopped === 'malformed') return new MalformedFrameError(type, frameOffset, problem);
  return new IncompleteFrameError(type, problem, reading.missing);
}

/** How long a list makes the frame at least, by what comes before its first malformed field. */
function listAtLeast(bytes: Uint8Array, maxBytes: number): number {
  const list = ListProgress.of(bytes, maxBytes);
  try {
    list?.advance(bytes);
  } catch {
    // What is malformed is found again by whoever asks.
  }
  return list?.atLeast ?? 0;
}

/**
 * The error that breaks a framer: the first thing wrong in the order of the wire, so that it does not depend on how
 * the bytes were cut.
 * @param bytes from the frame's first byte.
 * @param bound.atLeast how long the frame is at least, as far as known.
 */
export function refusal(
  type: EntryType,
  bytes: Uint8Array,
  frameOffset: number,
  bound: { maxBytes: number; atLeast: number },
): FrameError {
  const { maxBytes } = bound;
  const atLeast = type === 'connection_reply' ? listAtLeast(bytes, maxBytes) : bound.atLeast;
  if (atLeast > maxBytes) return new FrameTooLongError(type, frameOffset, maxBytes, atLeast);
  return errorFor(type, bytes, frameOffset);
}
