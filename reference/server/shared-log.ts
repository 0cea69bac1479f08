/** So many stretches that nobody reads any more wait to be written anew; further ones are left to the garbage collector. */
const MOST_SPARE = 8;

/** A stretch of the log. What is written in it stays as it is for as long as anybody stands in it, is to come to it, or holds it. */
class Segment {
  readonly #bytes: Buffer;
  #length = 0;
  #slice: Buffer;
  #sliceFrom = 0;
  next: Segment | undefined;
  /** How many cursors stand in it. */
  cursors = 0;
  /** How often it is held. */
  holds = 0;
  /** No cursor will come to it any more. */
  isPassed = false;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
    this.#slice = this.#bytes.subarray(0, 0);
  }

  get length(): number {
    return this.#length;
  }

  get capacity(): number {
    return this.#bytes.length;
  }

  get room(): number {
    return this.#bytes.length - this.#length;
  }

  add(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** The bytes from `from` on. Nearly all readers stand at the same place, so the last slice is kept for the next one. */
  from(from: number): Buffer {
    if (from !== this.#sliceFrom || this.#slice.length !== this.#length - from) {
      this.#sliceFrom = from;
      this.#slice = this.#bytes.subarray(from, this.#length);
    }
    return this.#slice;
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.#length = 0;
    this.#sliceFrom = 0;
    this.#slice = this.#bytes.subarray(0, 0);
    this.isPassed = false;
  }
}

/**
 * Bytes for many readers, kept once. Each reader has a cursor, and takes what has come since as slices of the same
 * memory. What all cursors have passed, and nobody holds, is written over by what comes later: the first touch of new
 * memory is a page fault, which took a quarter of the server's time on a virtual machine.
 */
export class SharedLog {
  #first: Segment;
  #last: Segment;
  #total = 0;
  readonly #spare: Segment[] = [];

  /** @param segmentBytes how long the stretches are, unless something longer has to stay in one piece. */
  constructor(private readonly segmentBytes: number) {
    this.#last = new Segment(segmentBytes);
    this.#first = this.#last;
  }

  /** How many bytes have ever been added. */
  get total(): number {
    return this.#total;
  }

  /** Where the next byte goes. */
  get last(): Segment {
    return this.#last;
  }

  /** Adds a copy of the bytes; they stay in one piece. */
  add(bytes: Uint8Array): void {
    if (bytes.length > this.#last.room) this.#extend(bytes.length);
    this.#last.add(bytes);
    this.#total += bytes.length;
  }

  /** To be called when a cursor has left a stretch. */
  reclaim(): void {
    while (this.#first !== this.#last && this.#first.cursors === 0) {
      const passed = this.#first;
      this.#first = passed.next as Segment;
      passed.next = undefined; // whoever holds it does not hold all that came later
      passed.isPassed = true;
      this.reuse(passed);
    }
  }

  /** To be called when a stretch has been passed by all, or is held by nobody any more. */
  reuse(segment: Segment): void {
    if (!segment.isPassed || segment.holds > 0) return;
    if (segment.capacity !== this.segmentBytes || this.#spare.length === MOST_SPARE) return;
    segment.clear();
    this.#spare.push(segment);
  }

  #extend(bytes: number): void {
    const spare = bytes > this.segmentBytes ? undefined : this.#spare.pop();
    const segment = spare ?? new Segment(Math.max(this.segmentBytes, bytes));
    this.#last.next = segment;
    this.#last = segment;
    this.reclaim(); // the one before, when nobody reads
  }
}

/** What a reader has taken of a log, has passed, and still uses. */
export class Holds {
  #segments: Segment[] = [];

  constructor(private readonly log: SharedLog) {}

  /** What the cursor took last stays as it is until `release`. */
  add({ segment }: Cursor): void {
    if (this.#segments.at(-1) === segment) return;
    segment.holds += 1;
    this.#segments.push(segment);
  }

  release(): void {
    if (this.#segments.length === 0) return;
    const released = this.#segments;
    this.#segments = [];
    for (const segment of released) {
      segment.holds -= 1;
      this.log.reuse(segment);
    }
  }
}

/** How far one reader has come in a log; at first it has passed all that is in it. */
export class Cursor {
  #segment: Segment;
  #at: number;
  #passed: number;

  /** @param log what is read. */
  constructor(readonly log: SharedLog) {
    this.#segment = log.last;
    this.#segment.cursors += 1;
    this.#at = log.last.length;
    this.#passed = log.total;
  }

  /** Where it stands, which is where the last slice was taken from. */
  get segment(): Segment {
    return this.#segment;
  }

  /** How many bytes have come since. */
  get behind(): number {
    return this.log.total - this.#passed;
  }

  /** Passes all that has come since. */
  skip(): void {
    this.#moveTo(this.log.last);
    this.#at = this.#segment.length;
    this.#passed = this.log.total;
  }

  /**
   * Takes what has come since, as far as it lies in one piece; call only when there is something.
   * @returns memory that is written over when all cursors have moved on; see {@link Holds}.
   */
  take(): Buffer {
    let { next } = this.#segment;
    while (this.#at === this.#segment.length && next !== undefined) {
      this.#moveTo(next);
      this.#at = 0;
      next = next.next;
    }
    const slice = this.#segment.from(this.#at);
    this.#at += slice.length;
    this.#passed += slice.length;
    return slice;
  }

  /** Reads no more; without this the log keeps for it all that comes. */
  close(): void {
    this.#segment.cursors -= 1;
    this.log.reclaim();
  }

  #moveTo(segment: Segment): void {
    if (segment === this.#segment) return;
    this.#segment.cursors -= 1;
    segment.cursors += 1;
    this.#segment = segment;
    this.log.reclaim();
  }
}
