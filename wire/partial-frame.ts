const FIRST_CAPACITY = 256;

/**
 * The beginning of a frame whose rest has not arrived. Holds no byte behind the frame's end, as it takes only as
 * many as the frame is known to have, and no more memory than twice what has arrived.
 */
export class PartialFrame {
  private buffer: Uint8Array = Buffer.alloc(0);
  /** How many bytes are held. */
  length = 0;
  /** How many have to be held before it makes sense to parse again. */
  needed = 0;
  /** How long the frame is at least; not less than `needed`, not above the bound. */
  atLeast = 0;

  /** @param maxBytes bound on the memory held, as soon as it is above the smallest piece worth taking. */
  constructor(private readonly maxBytes: number) {}

  /** The bytes held, from the frame's first; not written to again. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  /** Copies from `chunk`, beginning at `from`, what is sure to be the frame's, and returns how many bytes that was. */
  take(chunk: Uint8Array, from: number): number {
    const count = Math.min(this.atLeast - this.length, chunk.length - from);
    this.reserve(this.length + count);
    this.buffer.set(chunk.subarray(from, from + count), this.length);
    this.length += count;
    return count;
  }

  /** Grows by doubling, so that the copies stay in proportion, and with what arrives rather than what is announced. */
  private reserve(length: number): void {
    if (length <= this.buffer.length) return;
    const capacity = Math.max(
      length,
      Math.min(this.maxBytes, Math.max(FIRST_CAPACITY, 2 * this.buffer.length)),
    );
    const grown = Buffer.allocUnsafe(capacity);
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}
