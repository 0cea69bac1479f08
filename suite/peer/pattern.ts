import { seededRandom } from '../segmentation';

/** A prime, so that a repetition never falls in step with buffers and segments. */
const PERIOD = 65_537;

/** An endless stream of bytes that a seed determines; two seeds give different streams. */
export class Pattern {
  readonly #block = Buffer.alloc(2 * PERIOD);

  constructor(seed: number) {
    const random = seededRandom(seed);
    for (let i = 0; i < PERIOD; i++) this.#block[i] = Math.floor(random() * 256);
    this.#block.copy(this.#block, PERIOD, 0, PERIOD);
  }

  /** The bytes from `position`, at most 65,537 of them; a view, not to be changed. */
  slice(position: number, length: number): Buffer {
    const from = position % PERIOD;
    return this.#block.subarray(from, from + Math.min(length, PERIOD));
  }

  /** Offset in `chunk` of the first byte that is not the pattern's at `position`; -1 when all are. */
  firstDifference(chunk: Buffer, position: number): number {
    for (let done = 0; done < chunk.length; ) {
      const expected = this.slice(position + done, chunk.length - done);
      const part = chunk.subarray(done, done + expected.length);
      if (!part.equals(expected)) return done + part.findIndex((byte, i) => byte !== expected[i]);
      done += expected.length;
    }
    return -1;
  }
}
