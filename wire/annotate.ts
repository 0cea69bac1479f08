import { problemOf } from './diagnose';
import type { EntryType } from './frames';
import { toHex } from './hex';
import { printable } from './text';
import { type Leaf, readDebug } from './walk';

const SHOWN_CHARACTERS = 60;

/** A field beside its bytes. */
export interface AnnotatedField {
  /** Path as in cosp.ksy, such as `body.len_text`. */
  readonly path: string;
  /** Position of its first byte, counted from the frame's first byte. */
  readonly offset: number;
  /** How many of its bytes are there. */
  readonly length: number;
  /** Those bytes, two digits each, without spaces. */
  readonly hex: string;
  /** The value for a person: a number, a code with its name, a quoted text, or how much is missing. */
  readonly value: string;
  /** What cosp.ksy says of the field. */
  readonly doc?: string;
}

/** Bytes explained field by field. */
export interface Annotation {
  /** The fields in the order of the wire, up to and including the one where reading stopped. */
  readonly fields: readonly AnnotatedField[];
  /** Why the bytes are no whole frame. */
  readonly problem?: { field: string; offset: number; reason: string; kind: 'malformed' | 'incomplete' };
  /** How many bytes lie behind the last field that is listed. */
  readonly trailing: number;
}

function shownValue(leaf: Leaf): string {
  const { description, value } = leaf;
  if (value instanceof Uint8Array) return printable(value, SHOWN_CHARACTERS);
  const name = description.kind === 'integer' ? description.codes?.[String(value)] : undefined;
  return name === undefined ? String(value) : `${value} (${name})`;
}

function fieldOf(leaf: Leaf, bytes: Uint8Array, reason?: string): AnnotatedField {
  const { start, end } = leaf.span;
  const own = bytes.subarray(start, end);
  const { doc } = leaf.description;
  return {
    path: leaf.path,
    offset: start,
    length: own.length,
    hex: toHex(own),
    value: end === undefined ? `incomplete: ${reason}` : shownValue(leaf),
    ...(doc !== undefined && { doc }),
  };
}

/**
 * Explains bytes field by field, whether they are a whole frame, the beginning of one, a malformed one, or more than
 * one frame. Made with the debug variant of the parser, so that cosp.ksy stays the only description of the layout.
 */
export function annotate(type: EntryType, bytes: Uint8Array): Annotation {
  const reading = readDebug(type, bytes);
  const found = problemOf(reading, bytes);
  const fields = Array.from(reading.leaves(), (leaf) => fieldOf(leaf, bytes, found?.reason));
  const last = fields.at(-1);
  const trailing = bytes.length - (last === undefined ? 0 : last.offset + last.length);
  if (found === undefined || reading.stopped === undefined) return { fields, trailing };
  const { field, offset, reason } = found;
  return { fields, problem: { field, offset, reason, kind: reading.stopped }, trailing };
}
