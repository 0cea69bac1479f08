const LONGEST_LINE = 8 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** Something that is no line of text. */
export interface BadLine {
  problem: string;
  /** Its beginning, as well as it can be shown. */
  shown: string;
}

/** Cuts a stream of bytes into lines of UTF-8. */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #pieces: Buffer[] = [];
  #held = 0;
  #broken = false;

  /** After {@link onBad} nothing more is read. */
  constructor(
    private readonly onLine: (line: string) => void,
    private readonly onBad: (bad: BadLine) => void,
  ) {}

  take(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0 && !this.#broken; at = chunk.indexOf(LINE_FEED, from)) {
      this.#keep(chunk.subarray(from, at));
      this.#finish();
      from = at + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  /** The beginning of a line that has not been ended; empty where there is none. */
  get rest(): string {
    return Buffer.concat(this.#pieces).toString('utf8');
  }

  #keep(piece: Buffer): void {
    if (this.#broken || piece.length === 0) return;
    this.#pieces.push(piece);
    this.#held += piece.length;
    if (this.#held > LONGEST_LINE) this.#fail('a line of more than 8 MiB');
  }

  #finish(): void {
    if (this.#broken) return;
    const bytes = Buffer.concat(this.#pieces);
    let line: string;
    try {
      line = this.#decoder.decode(bytes);
    } catch {
      this.#fail('a line that is no UTF-8');
      return;
    }
    this.#pieces = [];
    this.#held = 0;
    this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  #fail(problem: string): void {
    this.#broken = true;
    const shown = Buffer.concat(this.#pieces).subarray(0, 1024).toString('utf8');
    this.#pieces = [];
    this.onBad({ problem, shown });
  }
}
