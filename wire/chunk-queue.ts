/** Chunks that wait to be looked at, in order. Takes from the front in constant time, however many wait. */
export class ChunkQueue {
  private chunks: Uint8Array[] = [];
  private head = 0;

  /** Adds a chunk at the end; empty ones are left out. */
  add(chunk: Uint8Array): void {
    if (chunk.length > 0) this.chunks.push(chunk);
  }

  /** Takes the first chunk, or nothing when none waits. */
  take(): Uint8Array | undefined {
    const chunk = this.chunks[this.head];
    if (chunk === undefined) return undefined;
    this.head += 1;
    if (this.head === this.chunks.length) {
      this.chunks = [];
      this.head = 0;
    }
    return chunk;
  }

  /** Whether no chunk waits. */
  get isEmpty(): boolean {
    return this.chunks.length === 0;
  }

  /** Forgets the chunks that wait. */
  clear(): void {
    this.chunks = [];
    this.head = 0;
  }

  /** All chunks that wait. */
  all(): Uint8Array[] {
    return this.chunks.slice(this.head);
  }
}
