import { Pattern } from './pattern';

let streams = 0;

/** A long stream of bytes over a private connection, unlike every other one; checked while it comes in. */
export class PrivateStream {
  /** Bytes that have come so far. */
  position = 0;

  /** @param pattern what it is made of; unlike every other stream unless told. */
  constructor(
    readonly length: number,
    private readonly pattern = Pattern.random(++streams),
  ) {}

  get complete(): boolean {
    return this.position === this.length;
  }

  /** The bytes to be sent from `position`, at most 65,536; a view, not to be changed. */
  slice(position: number): Buffer {
    return this.pattern.slice(position, Math.min(65_536, this.length - position));
  }

  /**
   * Takes what belongs to the stream from the front of `chunk`.
   * @returns how much that was, and the offset in it of the first byte that is wrong, or -1.
   */
  take(chunk: Buffer): { taken: number; difference: number } {
    const due = chunk.subarray(0, this.length - this.position);
    const difference = this.pattern.firstDifference(due, this.position);
    this.position += due.length;
    return { taken: due.length, difference };
  }
}
