import type { Socket } from 'node:net';
import type { Segmentation } from './run-parameters';

/** Longest frame that is cut at every byte; of a longer one the two ends are, and the middle goes in pieces. */
const CUT_WHOLLY = 512;
const CUT_ENDS = 256;
const MIDDLE_PIECE = 1024;

/** A small generator of pseudo-random numbers (mulberry32), so that a seed gives the same cuts again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The pieces into which `bytes` are cut in the given mode, in order. */
export function cut(bytes: Uint8Array, mode: Segmentation['mode'], random: () => number): Uint8Array[] {
  if (mode === 'bytes') return cutEveryByte(bytes);
  if (mode !== 'random') return [bytes];
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const longest = random() < 0.5 ? 8 : Math.max(8, bytes.length);
    const to = Math.min(bytes.length, from + 1 + Math.floor(random() * longest));
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return pieces;
}

function cutEveryByte(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const inMiddle = bytes.length > CUT_WHOLLY && from >= CUT_ENDS && from < bytes.length - CUT_ENDS;
    const to = inMiddle ? Math.min(from + MIDDLE_PIECE, bytes.length - CUT_ENDS) : from + 1;
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return pieces;
}

/**
 * Writes to one socket in the run's segmentation. Each piece is a write of its own in a turn of its own, so
 * that (with Nagle's algorithm off) it leaves as a segment of its own; the receiving kernel may still join
 * them, which TCP allows. In `coalesced` mode everything is held until {@link flush}.
 */
export class SegmentWriter {
  readonly #queue: Uint8Array[] = [];
  readonly #afterDrain: (() => void)[] = [];
  #pumping = false;

  constructor(
    private readonly socket: Socket,
    private readonly mode: Segmentation['mode'],
    private readonly random: () => number,
  ) {}

  /** Queues or writes `bytes`, which must not change afterwards. */
  write(bytes: Uint8Array): void {
    if (this.mode === 'whole') {
      this.#put(bytes);
      return;
    }
    for (const piece of cut(bytes, this.mode, this.random)) this.#queue.push(piece);
    if (this.mode !== 'coalesced') this.#pump();
  }

  /** Writes what `coalesced` mode has held back, as one piece; the suite calls it before it waits. */
  flush(): void {
    if (this.mode !== 'coalesced' || this.#queue.length === 0) return;
    this.#put(Buffer.concat(this.#queue.splice(0)));
    this.#drained();
  }

  /** Runs `action` once everything written so far has been handed to the socket. */
  afterWrites(action: () => void): void {
    this.flush();
    if (this.#queue.length === 0) action();
    else this.#afterDrain.push(action);
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    const next = (): void => {
      const piece = this.#queue.shift();
      if (piece) {
        this.#put(piece);
        setImmediate(next);
      } else {
        this.#pumping = false;
        this.#drained();
      }
    };
    next();
  }

  #drained(): void {
    for (const action of this.#afterDrain.splice(0)) action();
  }

  #put(bytes: Uint8Array): void {
    if (this.socket.writable) this.socket.write(bytes);
  }
}
