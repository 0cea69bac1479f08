import { Cosp } from './generated/Cosp';
import { FrameStream, SHORTAGE } from './stream';
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
  /** How many bytes have to be there before it makes sense to look again: the next size can be read then. */
  needed = HEADER_BYTES;
  /** How many bytes the frame takes at least, by the count and the sizes seen. */
  atLeast: number;

  private constructor(
    private readonly count: number,
    private readonly maxBytes: number,
  ) {
    this.atLeast = this.shortest(HEADER_BYTES, 0);
  }

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
   * Goes over the entries that are whole by now, up to the first that takes `atLeast` above the bound.
   * @throws the parser's validation error for a malformed entry.
   */
  advance(bytes: Uint8Array): void {
    const stream = new FrameStream(bytes);
    stream.at = this.end;
    try {
      while (this.entries < this.count && this.atLeast <= this.maxBytes) {
        new Cosp.ClientEntry(stream);
        this.end = stream.at;
        this.entries += 1;
        this.atLeast = this.shortest(this.end, 0);
      }
      this.needed = this.end;
    } catch (error) {
      if (error !== SHORTAGE) throw error;
      this.stopAt(bytes.length + stream.missing);
    }
  }

  /** Takes down where the bytes ran out: in an entry's first four, or in a pseudonym that ends at `fieldEnd`. */
  private stopAt(fieldEnd: number): void {
    const inPseudonym = fieldEnd > this.end + ENTRY_BYTES;
    const isLast = this.entries === this.count - 1;
    if (!inPseudonym) this.needed = this.end + ENTRY_BYTES;
    else this.needed = isLast ? fieldEnd : fieldEnd + ENTRY_BYTES;
    this.atLeast = inPseudonym ? this.shortest(fieldEnd, 1) : this.shortest(this.end, 0);
  }

  /** The frame's length if the next `begun` entries end at `end` and those behind them are at their shortest. */
  private shortest(end: number, begun: number): number {
    return end + ENTRY_BYTES * (this.count - this.entries - begun);
  }
}
