/** A stretch of the log. What is written in it stays as it is. */
class Segment {
  readonly #bytes: Buffer;
  #length = 0;
  #slice: Buffer;
  #sliceFrom = 0;
  next: Segment | undefined;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
    this.#slice = this.#bytes.subarray(0, 0);
  }

  get length(): number {
    return this.#length;
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
}

/**
 * Bytes for many readers, kept once. Each reader has a cursor, and takes what has come since as slices of the same
 * memory. What all cursors have passed is garbage: only the cursors hold on to the stretches.
 */
export class SharedLog {
  #last: Segment;
  #total = 0;

  /** @param segmentBytes how long the stretches are, unless something longer has to stay in one piece. */
  constructor(private readonly segmentBytes: number) {
    this.#last = new Segment(segmentBytes);
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
    if (bytes.length > this.#last.room) {
      const segment = new Segment(Math.max(this.segmentBytes, bytes.length));
      this.#last.next = segment;
      this.#last = segment;
    }
    this.#last.add(bytes);
    this.#total += bytes.length;
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
    this.#at = log.last.length;
    this.#passed = log.total;
  }

  /** How many bytes have come since. */
  get behind(): number {
    return this.log.total - this.#passed;
  }

  /** Passes all that has come since. */
  skip(): void {
    this.#segment = this.log.last;
    this.#at = this.#segment.length;
    this.#passed = this.log.total;
  }

  /** Takes what has come since, as far as it lies in one piece; call only when there is something. */
  take(): Buffer {
    let next = this.#segment.next;
    while (this.#at === this.#segment.length && next !== undefined) {
      this.#segment = next;
      this.#at = 0;
      next = next.next;
    }
    const slice = this.#segment.from(this.#at);
    this.#at += slice.length;
    this.#passed += slice.length;
    return slice;
  }
}
