import { Cosp } from './generated/Cosp';
import { FrameStream } from './stream';
import { readDebug } from './walk';

/** Bytes before the first entry: the code and the count. */
const HEADER_BYTES = 3;
/** Bytes of an entry whose pseudonym is empty. */
const ENTRY_BYTES = 4;

/**
 * How much of an accepted connection_reply has been looked at. A list of n entries that arrives bit by bit would cost
 * n * n if each attempt began at its first entry; this goes on behind the last whole one.
 */
export class ListProgress {
  private entries = 0;
  private end = HEADER_BYTES;

  private constructor(
    private readonly count: number,
    private readonly maxBytes: number,
  ) {}

  /**
   * @param bytes from the frame's first byte.
   * @returns undefined while the count is not there, and for a header that is malformed or has no list.
   */
  static of(bytes: Uint8Array, maxBytes: number): ListProgress | undefined {
    const { code, body } = readDebug('connection_reply', bytes.subarray(0, HEADER_BYTES)).root;
    if (code !== Cosp.ConnectionCode.ACCEPTED) return undefined;
    const count = (body as { numClients?: number }).numClients;
    return count === undefined || count < 0 ? undefined : new ListProgress(count, maxBytes);
  }

  /**
   * Goes over the entries that are whole by now.
   * @returns how many bytes the frame takes at least; more than there are while it is not whole. Stops at the first
   * entry that takes it above `maxBytes`.
   * @throws the parser's validation error for a malformed entry.
   */
  advance(bytes: Uint8Array): number {
    const stream = new FrameStream(bytes);
    stream.pos = this.end;
    try {
      while (this.entries < this.count && this.atLeast(this.end, 0) <= this.maxBytes) {
        new Cosp.ClientEntry(stream);
        this.end = stream.pos;
        this.entries += 1;
      }
    } catch (error) {
      if (error !== stream.shortage) throw error;
      return Math.max(this.atLeast(bytes.length + stream.missing, 1), this.atLeast(this.end, 0));
    }
    return this.atLeast(this.end, 0);
  }

  /** Length with `end` reached and the entries behind the next `begun` ones at their shortest. */
  private atLeast(end: number, begun: number): number {
    return end + ENTRY_BYTES * (this.count - this.entries - begun);
  }
}
