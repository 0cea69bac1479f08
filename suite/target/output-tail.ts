const KEPT_BYTES = 64 * 1024;
const KEPT_LINES = 40;
const KEPT_COLUMNS = 400;

/** The end of what a process has printed: bounded, however much it prints. */
export class OutputTail {
  #chunks: Buffer[] = [];
  #held = 0;

  add(chunk: Buffer): void {
    const kept = chunk.subarray(-KEPT_BYTES);
    this.#chunks.push(kept);
    this.#held += kept.length;
    while (this.#held - (this.#chunks[0]?.length ?? 0) >= KEPT_BYTES) {
      this.#held -= this.#chunks.shift()?.length ?? 0;
    }
  }

  /** Forgets what was printed so far. */
  clear(): void {
    this.#chunks = [];
    this.#held = 0;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  /** The last 40 lines, each cut after 400 characters. */
  lines(): string[] {
    const lines = this.text().trimEnd().split('\n');
    if (lines.length === 1 && lines[0] === '') return [];
    return lines.slice(-KEPT_LINES).map((line) => line.slice(0, KEPT_COLUMNS));
  }
}
