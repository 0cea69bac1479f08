import type { Socket } from 'node:net';
import type { ClosingSockets } from './closing-sockets';
import { RelayReads } from './relay-reads';

type Relay = readonly [Socket, Socket];

/**
 * The private connections that are open: raw bytes between two sockets (COSP-6.2-4). Streams pause the reader when the
 * other side is slow, and hold no more than their high-water mark each way.
 */
export class Relays {
  /** How the sides read. */
  readonly reads = new RelayReads();
  readonly #open = new Set<Relay>();
  #opened = 0;
  #bytesOfClosed = 0;

  constructor(private readonly closing: ClosingSockets) {}

  /** How many private connections are open. */
  get size(): number {
    return this.#open.size;
  }

  /** How many private connections have been opened so far. */
  get opened(): number {
    return this.#opened;
  }

  /** Bytes that have come from either side of a private connection so far. */
  get bytes(): number {
    let bytes = this.#bytesOfClosed;
    for (const [early, late] of this.#open) bytes += early.bytesRead + late.bytesRead;
    return bytes;
  }

  /**
   * Carries bytes between two sockets until both have closed. What `early` has sent before the other was there goes
   * first (COSP-6.2-5), so that it is not lost to a reset that the other's bytes may bring about.
   */
  open(early: Socket, late: Socket): void {
    const relay: Relay = [early, late];
    this.#open.add(relay);
    this.#opened += 1;
    this.reads.join(early, late);
    this.#carry(early, late);
    this.#carry(late, early);
    const closed = (): void => {
      // Both may be destroyed already when the first of them closes.
      if (!early.destroyed || !late.destroyed || !this.#open.delete(relay)) return;
      this.#bytesOfClosed += early.bytesRead + late.bytesRead;
    };
    early.once('close', closed);
    late.once('close', closed);
  }

  /** Ends all of them, because the server closes. */
  close(): void {
    for (const [early, late] of this.#open) {
      early.unpipe(late);
      late.unpipe(early);
      this.closing.end(early);
      this.closing.end(late);
    }
  }

  /** One direction: a sender that has ended ends the other's reading, not its sending (COSP-6.2-12). */
  #carry(from: Socket, to: Socket): void {
    from.pipe(to);
    from.once('close', (hadError) => {
      if (hadError) this.#endAfterReset(to);
    });
  }

  /** The bytes under way still arrive, however long the reader takes, and then the end (COSP-6.2-8). */
  #endAfterReset(socket: Socket): void {
    if (socket.destroyed) return;
    socket.resume();
    if (socket.writableFinished) this.closing.watch(socket);
    else socket.end(() => this.closing.watch(socket));
  }
}
