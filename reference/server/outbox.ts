import type { Socket } from 'node:net';
import { BATCH_BYTES, batchOf, giveAway } from './batch';
import { Cursor, Holds, SharedLog } from './shared-log';
import { type Writer, writerFor } from './writer';

/** Memory is taken in such pieces for a client that is behind. */
const LATE_SEGMENT_BYTES = 32 * 1024;

/**
 * What waits to be sent to one client: bytes of its own, and behind them what it has not been given yet of the log that
 * all members share. While a write is under way, what comes waits for its end, so that each write takes as much as has
 * come together.
 */
export class Outbox {
  #chunks: Buffer[] = [];
  #chunkBytes = 0;
  /** What came while a write was under way, behind the chunks. Copied: a few bytes would hold on to much of the log. */
  #late: Cursor | undefined;
  #cursor: Cursor | undefined;
  /** What has been taken of the shared log and not been sent. */
  #holds: Holds | undefined;
  #allowance = 0;
  readonly #writer: Writer;
  #state: 'open' | 'ending' | 'ended' = 'open';

  /**
   * @param onBacklog is told the backlog after each flush and each write.
   * @param makeWriter makes what writes to the socket.
   */
  constructor(
    private readonly socket: Socket,
    private readonly onBacklog: (bytes: number) => void,
    makeWriter = writerFor,
  ) {
    this.#writer = makeWriter(socket, () => this.flush());
  }

  /** Bytes that the socket has not been given yet. */
  get queuedBytes(): number {
    return this.#ownBytes + (this.#cursor?.behind ?? 0);
  }

  /** Bytes that the socket has been given and the operating system has not taken yet. */
  get unsentBytes(): number {
    return this.#writer.unsentBytes;
  }

  /** Bytes that the operating system has not taken yet, without those that `allow` has taken out of the bound. */
  get backlog(): number {
    return Math.max(0, this.queuedBytes + this.unsentBytes - this.#allowance);
  }

  /** From here on all that is added to the log is for this client, but for what it passes over. */
  follow(log: SharedLog): void {
    if (this.#state !== 'open') return;
    this.#cursor = new Cursor(log);
    this.#holds = new Holds(log);
  }

  /** What is added to the log from here on is not for this client; what is in it, it still gets. */
  unfollow(): void {
    this.gather();
    this.#cursor?.close();
    this.#cursor = undefined;
  }

  /** Takes over what it has not been given of the log, so that what follows comes behind it. */
  gather(): void {
    const cursor = this.#cursor;
    if (cursor === undefined) return;
    while (cursor.behind > 0) {
      const slice = cursor.take();
      if (!this.#isBehind) this.#holds?.add(cursor);
      this.#push(slice);
    }
  }

  /** Passes over what the log has got since `gather`, because it is not for this client. */
  passOver(): void {
    this.#cursor?.skip();
  }

  /** Puts bytes, which may be shared with other outboxes, at the end of the queue. */
  append(bytes: Buffer): void {
    if (this.#state !== 'open') return;
    this.gather();
    this.#push(bytes);
  }

  /** Takes bytes out of the bound, until the queue has been empty once: a long list is no sign of a slow reader. */
  allow(bytes: number): void {
    this.#allowance += bytes;
  }

  /** Hands over what the operating system takes at once; the rest goes when the write under way has ended. */
  flush(): void {
    const writer = this.#writer;
    while (writer.unsentBytes === 0 && this.queuedBytes > 0) {
      this.#letGo();
      writer.write(this.#takeBatch());
      if (writer.unsentBytes > 0) this.#keep();
    }
    if (writer.unsentBytes === 0) this.#sent();
    this.onBacklog(this.backlog);
  }

  /** Sends what is queued and then ends the socket; nothing more can be appended. */
  end(): void {
    if (this.#state !== 'open') return;
    this.unfollow();
    this.#state = 'ending';
    this.flush();
  }

  /** Drops what is queued, because the socket is gone. */
  close(): void {
    this.#state = 'ended';
    this.#cursor?.close();
    this.#cursor = undefined;
    this.#holds?.release();
    this.#late = undefined;
    this.#chunks = [];
    this.#chunkBytes = 0;
  }

  get #ownBytes(): number {
    return this.#chunkBytes + (this.#late?.behind ?? 0);
  }

  /** Whether what is queued waits for a write under way. */
  get #isBehind(): boolean {
    return this.#late !== undefined || this.unsentBytes > 0;
  }

  /** What has just been handed over is still being sent from where it is. */
  #keep(): void {
    giveAway();
    if (this.#cursor) this.#holds?.add(this.#cursor);
  }

  /** All that was queued has been taken. */
  #sent(): void {
    this.#letGo();
    this.#allowance = 0;
    if (this.#state !== 'ending') return;
    this.#state = 'ended';
    if (!this.socket.destroyed) this.socket.end();
  }

  /** The operating system has taken all that it was given. */
  #letGo(): void {
    if (this.#chunkBytes === 0) this.#holds?.release();
  }

  #push(bytes: Buffer): void {
    if (this.#isBehind) {
      this.#late ??= new Cursor(new SharedLog(LATE_SEGMENT_BYTES));
      this.#late.log.add(bytes);
      return;
    }
    this.#chunks.push(bytes);
    this.#chunkBytes += bytes.length;
  }

  /** What the next write takes. The usual case is the last one, and costs nothing: the same memory for all. */
  #takeBatch(): Buffer {
    if (this.#chunkBytes > 0) return this.#takeChunks();
    if (this.#late === undefined) return (this.#cursor as Cursor).take();
    const batch = this.#late.take();
    if (this.#late.behind === 0) this.#late = undefined;
    return batch;
  }

  #takeChunks(): Buffer {
    // What the log has for this client comes along, as it would cost a write of its own.
    if (this.#chunkBytes < BATCH_BYTES) this.gather();
    let count = 0;
    let bytes = 0;
    for (const chunk of this.#chunks) {
      if (count > 0 && bytes + chunk.length > BATCH_BYTES) break;
      count += 1;
      bytes += chunk.length;
    }
    this.#chunkBytes -= bytes;
    const isAll = count === this.#chunks.length;
    const taken = isAll ? this.#chunks : this.#chunks.splice(0, count);
    if (isAll) this.#chunks = [];
    return count === 1 && taken[0] ? taken[0] : batchOf(taken, bytes);
  }
}
