import { seededRandom } from '../segmentation';

/** A prime, so that a repetition never falls in step with buffers and segments. */
const PERIOD = 65_537;

/** An endless stream of bytes that repeats itself. */
export class Pattern {
  readonly #block: Buffer;
  readonly #period: number;

  private constructor(block: Buffer) {
    this.#block = Buffer.concat([block, block]);
    this.#period = block.length;
  }

  /** Bytes that a seed determines; two seeds give different streams. */
  static random(seed: number): Pattern {
    const random = seededRandom(seed);
    const block = Buffer.alloc(PERIOD);
    for (let i = 0; i < PERIOD; i++) block[i] = Math.floor(random() * 256);
    return new Pattern(block);
  }

  /** The text again and again. */
  static of(text: string): Pattern {
    const length = Buffer.byteLength(text);
    return new Pattern(Buffer.alloc(length * Math.ceil(PERIOD / length), text));
  }

  /** The bytes from `position`, at most 65,537 of them; a view, not to be changed. */
  slice(position: number, length: number): Buffer {
    const from = position % this.#period;
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
