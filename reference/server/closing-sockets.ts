import type { Socket } from 'node:net';

/**
 * Sockets that the server has ended and whose peers have not closed yet. What they still send is read and dropped:
 * closing with unread bytes would reset the connection, and the peer might lose what was sent to it last.
 */
export class ClosingSockets {
  readonly #timers = new Map<Socket, NodeJS.Timeout>();

  /** @param timeout in milliseconds, after which a socket is closed whatever its peer does. */
  constructor(private readonly timeout: number) {}

  /** How many sockets are closing. */
  get size(): number {
    return this.#timers.size;
  }

  /** Gives a socket, which somebody ends or has ended, the time to close. */
  watch(socket: Socket): void {
    if (socket.destroyed || this.#timers.has(socket)) return;
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), this.timeout);
    this.#timers.set(socket, timer);
    socket.once('close', () => {
      clearTimeout(timer);
      this.#timers.delete(socket);
    });
  }

  /** Ends a socket, with the bytes that were written to it, and gives it the time to close. */
  end(socket: Socket): void {
    socket.end();
    this.watch(socket);
  }
}
