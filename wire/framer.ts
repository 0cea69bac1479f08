import { ChunkQueue } from './chunk-queue';
import { refusal } from './diagnose';
import type { FrameError } from './errors';
import { type Captured, type EntryType, type FrameOf, PARSERS, type Parser } from './frames';
import { ListProgress } from './list-progress';
import { PartialFrame } from './partial-frame';
import { FrameStream, SHORTAGE } from './stream';

/** Bound on a frame when none is given. Only a list can come near it: every other frame has at most 32,772 bytes. */
export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** The longest frame without a list or a text, below which a bound would make no sense. */
const LEAST_MAX_BYTES = 7;

const NOTHING = new Uint8Array(0);
/** One for all framers: each uses it for as long as a frame takes. It keeps one chunk, the last one of all. */
const stream = new FrameStream(NOTHING);

/** What `next` gives: the bytes are looked up when they are asked for, which a server does not do. */
class WholeFrame {
  constructor(
    readonly type: EntryType,
    readonly frame: FrameOf<EntryType>,
    readonly offset: number,
    private readonly memory: Uint8Array,
    private readonly at: number,
    private readonly length: number,
  ) {}

  get bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.memory.byteOffset + this.at, this.length);
  }
}

/**
 * Turns a TCP stream into whole frames, however it is cut (COSP-1-5, COSP-1-6). Bytes go in by `push`, frames come
 * out one by one by `next`, so that the type can be changed between two frames of one chunk. A frame that lies
 * whole in a chunk is parsed where it lies; only a frame in pieces is copied. The cost is in proportion to the bytes,
 * also when they come one by one.
 */
export class Framer<E extends EntryType> {
  /** Bound on a frame, in bytes. */
  readonly maxBytes: number;
  private parser: Parser<E>;
  private chunk: Uint8Array = NOTHING;
  private at = 0;
  private readonly waiting = new ChunkQueue();
  private partial: PartialFrame | undefined;
  private list: ListProgress | undefined;
  private received = 0;
  private consumed = 0;
  private failure: FrameError | undefined;

  /**
   * @param type what the first frame is.
   * @param options.maxBytes bound on a frame, code and sizes included, and so on what is held of one; 7 or more.
   * @throws RangeError when the bound is no whole number of at least 7.
   */
  constructor(
    private type: E,
    { maxBytes = DEFAULT_MAX_BYTES }: { maxBytes?: number } = {},
  ) {
    if (!Number.isSafeInteger(maxBytes) || maxBytes < LEAST_MAX_BYTES) {
      throw new RangeError(`maxBytes: ${maxBytes} is not a whole number of at least ${LEAST_MAX_BYTES}`);
    }
    this.maxBytes = maxBytes;
    this.parser = PARSERS[type] as Parser<E>;
  }

  /** Position in the stream of the first byte that is not part of a frame yielded so far. */
  get streamOffset(): number {
    return this.consumed;
  }

  /** How many bytes have been pushed that are not part of a frame yielded so far. */
  get pendingBytes(): number {
    return this.received - this.consumed;
  }

  /**
   * Adds bytes. The memory is used where it is: do not write to it before its frames have been dealt with. Views in
   * frames yielded before are no longer promised from here on.
   */
  push(chunk: Uint8Array): void {
    this.received += chunk.length;
    this.waiting.add(chunk);
  }

  /** Copies what has been pushed and not been looked at, because the memory is going to be written to. */
  keep(): void {
    if (this.at === this.chunk.length && this.waiting.isEmpty) return;
    const rest = Buffer.concat([this.chunk.subarray(this.at), ...this.waiting.all()]);
    this.waiting.clear();
    this.enter(rest);
  }

  /** Says what the next frame is; also when part of it has been looked at as something else. */
  expect<F extends EntryType>(type: F): Framer<F> {
    const framer = this as unknown as Framer<F>;
    if (framer.type === type) return framer;
    framer.type = type;
    framer.parser = PARSERS[type] as Parser<F>;
    // Bytes are held only when the chunk has been used up, so they can take its place.
    if (this.partial !== undefined && this.failure === undefined) {
      this.enter(this.partial.bytes());
      this.drop();
    }
    return framer;
  }

  /**
   * The next whole frame, or undefined until more bytes are pushed.
   * @throws MalformedFrameError or FrameTooLongError; the same one at each later call, and `rest` begins with the
   * frame that is to blame.
   */
  next(): Captured<E> | undefined {
    if (this.failure !== undefined) throw this.failure;
    while (this.at < this.chunk.length || this.nextChunk()) {
      const captured = this.partial === undefined ? this.fromChunk() : this.fromPieces(this.partial);
      if (captured !== undefined) return captured;
    }
    return undefined;
  }

  /** The bytes that are not part of a frame yielded so far, in one piece (a copy). */
  rest(): Uint8Array {
    const held = this.partial === undefined ? NOTHING : this.partial.bytes();
    return Buffer.concat([held, this.chunk.subarray(this.at), ...this.waiting.all()]);
  }

  private nextChunk(): boolean {
    const chunk = this.waiting.take();
    this.enter(chunk ?? NOTHING);
    return chunk !== undefined;
  }

  private enter(chunk: Uint8Array): void {
    this.chunk = chunk;
    this.at = 0;
  }

  private drop(): void {
    this.partial = undefined;
    this.list = undefined;
  }

  private fromChunk(): Captured<E> | undefined {
    const { chunk, at } = this;
    const captured = this.parse(chunk, at);
    if (captured !== undefined) {
      this.at = stream.at;
      return captured;
    }
    this.partial = new PartialFrame(this.maxBytes);
    this.look(this.partial, chunk.subarray(at));
    this.at += this.partial.take(chunk, at);
    return undefined;
  }

  private fromPieces(partial: PartialFrame): Captured<E> | undefined {
    this.at += partial.take(this.chunk, this.at);
    if (partial.length < partial.needed) return undefined;
    const bytes = partial.bytes();
    if (this.list !== undefined) {
      this.look(partial, bytes);
      if (partial.length < partial.needed) return undefined;
    }
    const captured = this.parse(bytes, 0);
    if (captured === undefined) this.look(partial, bytes);
    else this.drop();
    return captured;
  }

  /** Parses the frame that begins at `at`; undefined when its bytes run out. */
  private parse(bytes: Uint8Array, at: number): Captured<E> | undefined {
    if (stream.bytes !== bytes) stream.over(bytes);
    stream.at = at;
    let frame: FrameOf<E>;
    try {
      frame = new this.parser(stream);
    } catch (error) {
      if (error === SHORTAGE) return undefined;
      throw this.fail(bytes.subarray(at));
    }
    const length = stream.at - at;
    if (length > this.maxBytes) throw this.fail(bytes.subarray(at), length);
    const offset = this.consumed;
    this.consumed += length;
    return new WholeFrame(this.type, frame, offset, bytes, at, length) as unknown as Captured<E>;
  }

  /** Takes down how much more of the frame is needed, after `bytes` have run out. */
  private look(partial: PartialFrame, bytes: Uint8Array): void {
    if (this.type === 'connection_reply') this.lookAtList(bytes);
    partial.needed = this.list?.needed ?? bytes.length + stream.missing;
    partial.atLeast = this.list?.atLeast ?? partial.needed;
    if (partial.atLeast > this.maxBytes) throw this.fail(bytes, partial.atLeast);
  }

  private lookAtList(bytes: Uint8Array): void {
    this.list ??= ListProgress.of(bytes, this.maxBytes);
    try {
      this.list?.advance(bytes);
    } catch {
      throw this.fail(bytes);
    }
  }

  private fail(bytes: Uint8Array, atLeast = 0): FrameError {
    this.failure = refusal(this.type, bytes, this.consumed, { maxBytes: this.maxBytes, atLeast });
    return this.failure;
  }
}
