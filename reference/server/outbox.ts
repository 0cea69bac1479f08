import type { Socket } from 'node:net';

/** What is handed to the socket at once: enough to be cheap, little enough to see that a slow reader still reads. */
const BATCH_BYTES = 256 * 1024;

/**
 * What waits to be sent to one client. While a write is under way, what is appended waits for its end, so that each
 * write takes as much as has come together.
 */
export class Outbox {
  #chunks: Buffer[] = [];
  #chunkBytes = 0;
  #allowance = 0;
  #state: 'open' | 'ending' | 'ended' = 'open';

  /** @param onBacklog is told the backlog after each flush and each write. */
  constructor(
    private readonly socket: Socket,
    private readonly onBacklog: (bytes: number) => void,
  ) {}

  /** Bytes that the socket has not been given yet. */
  get queuedBytes(): number {
    return this.#chunkBytes;
  }

  /** Bytes that the operating system has not taken yet, without those that `allow` has taken out of the bound. */
  get backlog(): number {
    return Math.max(0, this.#chunkBytes + this.socket.writableLength - this.#allowance);
  }

  /** Puts bytes, which may be shared with other outboxes, at the end of the queue. */
  append(bytes: Buffer): void {
    if (this.#state !== 'open') return;
    this.#chunks.push(bytes);
    this.#chunkBytes += bytes.length;
  }

  /** Takes bytes out of the bound, until the queue has been empty once: a long list is no sign of a slow reader. */
  allow(bytes: number): void {
    this.#allowance += bytes;
  }

  /** Hands over what the operating system takes at once; the rest goes when the write under way has ended. */
  flush(): void {
    while (this.#chunks.length > 0 && this.socket.writableLength === 0) {
      this.socket.write(this.#takeBatch(), this.#written);
    }
    if (this.#state === 'ending' && this.#chunks.length === 0) {
      this.#state = 'ended';
      this.socket.end();
    }
    this.onBacklog(this.backlog);
  }

  /** Sends what is queued and then ends the socket; nothing more can be appended. */
  end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.flush();
  }

  /** Drops what is queued, because the socket is gone. */
  close(): void {
    this.#state = 'ended';
    this.#chunks = [];
    this.#chunkBytes = 0;
  }

  /** Frames are copied together up to a batch: that costs less than a long vector of them in the kernel. */
  #takeBatch(): Buffer {
    let count = 0;
    let bytes = 0;
    for (const chunk of this.#chunks) {
      if (count > 0 && bytes + chunk.length > BATCH_BYTES) break;
      count += 1;
      bytes += chunk.length;
    }
    this.#chunkBytes -= bytes;
    const taken = this.#chunks.splice(0, count);
    return count === 1 && taken[0] ? taken[0] : Buffer.concat(taken, bytes);
  }

  /** One function for all writes, so that none makes a closure. */
  readonly #written = (error?: Error | null): void => {
    if (error) return;
    if (this.#chunkBytes + this.socket.writableLength === 0) this.#allowance = 0;
    this.flush();
  };
}
