import { annotate } from '../../wire/annotate';
import { decode } from '../../wire/decode';
import { describeFrame } from '../../wire/describe';
import type { EntryType } from '../../wire/frames';

/** One frame of pasted bytes, or what is left where no frame is. */
export interface FoundFrame {
  readonly type: EntryType;
  /** Position of its first byte among all bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** What it is in one line; undefined when it is no whole frame. */
  readonly summary?: string;
}

const MOST_FRAMES = 200;

/**
 * Cuts bytes into frames, and changes the entry type as the protocol does: behind a hello come requests, behind an
 * acceptance responses. What is malformed or incomplete is the last one.
 *
 * @returns the frames, and how many bytes behind the last one were not looked at.
 */
export function splitFrames(type: EntryType, bytes: Uint8Array): { frames: FoundFrame[]; left: number } {
  const frames: FoundFrame[] = [];
  let current = type;
  let offset = 0;
  while (offset < bytes.length && frames.length < MOST_FRAMES) {
    const rest = bytes.subarray(offset);
    const { problem, trailing } = annotate(current, rest);
    if (problem) {
      frames.push({ type: current, offset, bytes: rest });
      return { frames, left: 0 };
    }
    const frame = rest.subarray(0, rest.length - trailing);
    frames.push({ type: current, offset, bytes: frame, summary: summaryOf(current, frame) });
    current = nextType(current, frame);
    offset += frame.length;
  }
  return { frames, left: bytes.length - offset };
}

function summaryOf<E extends EntryType>(type: E, bytes: Uint8Array): string {
  return describeFrame(type, decode(type, bytes));
}

function nextType(type: EntryType, frame: Uint8Array): EntryType {
  if (type === 'client_hello') return 'client_request';
  return type === 'connection_reply' && frame[0] === 0 ? 'server_response' : type;
}
