import { annotate, decode, describeFrame, type EntryType, formatAnnotation } from '../../wire';
import type { Evidence } from '../evidence';
import { inertLines } from './inert';

const PER_ROW = 16;
const MOST_ROWS = 8;

type ShownFrame = NonNullable<Evidence['frame']>;

/** What the bytes are, in one line; undefined when they are no whole frame of that type. */
export function frameInWords(frame: ShownFrame): string | undefined {
  if (!frame.type) return undefined;
  try {
    return describe(frame.type, Buffer.from(frame.hex, 'hex'));
  } catch {
    return undefined;
  }
}

function describe<E extends EntryType>(type: E, bytes: Uint8Array): string {
  return describeFrame(type, decode(type, bytes));
}

/** The bytes field by field, or as a dump when their type is not known, with the first wrong byte marked. */
export function frameLines(frame: ShownFrame): string[] {
  const bytes = Buffer.from(frame.hex, 'hex');
  if (!frame.type || bytes.length === 0) return dump(bytes, frame.markOffset);
  const mark = frame.markOffset === undefined ? {} : { markOffset: frame.markOffset };
  return inertLines(formatAnnotation(annotate(frame.type, bytes), mark));
}

/** Rows of sixteen bytes; of many, those around the marked byte. */
function dump(bytes: Buffer, markOffset: number | undefined): string[] {
  const rows = Math.ceil(bytes.length / PER_ROW);
  const markedRow = markOffset === undefined ? 0 : Math.floor(markOffset / PER_ROW);
  const first = Math.max(0, Math.min(markedRow - Math.floor(MOST_ROWS / 2), rows - MOST_ROWS));
  const last = Math.min(rows, first + MOST_ROWS);
  const lines: string[] = [];
  if (first > 0) lines.push(`  … ${first * PER_ROW} bytes before`);
  for (let row = first; row < last; row++) lines.push(dumpRow(bytes, row * PER_ROW, markOffset));
  if (last < rows) lines.push(`  … ${bytes.length - last * PER_ROW} more bytes`);
  return lines;
}

function dumpRow(bytes: Buffer, offset: number, markOffset: number | undefined): string {
  const pairs = Array.from(bytes.subarray(offset, offset + PER_ROW), (byte, index) => {
    const pair = byte.toString(16).padStart(2, '0');
    return offset + index === markOffset ? `[${pair}]` : pair;
  });
  const isMarked = markOffset !== undefined && markOffset >= offset && markOffset < offset + PER_ROW;
  return `${isMarked ? '>' : ' '} ${String(offset).padStart(4)}  ${pairs.join(' ')}`;
}
