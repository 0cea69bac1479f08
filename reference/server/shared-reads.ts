import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';

/** What is read at once at most, by all connections: what Node itself would take for each read. */
const READ_BYTES = 64 * 1024;

/** What Node's own sockets are made from; the only way to read an accepted connection into memory of one's own. */
interface Handle {
  useUserBuffer?: unknown;
}
interface WithHandle {
  _handle: Handle | null;
}
type HandleOptions = SocketConstructorOpts & { handle: Handle; highWaterMark: number; onread: OnReadOpts };

/**
 * Lets all connections read into the same memory, one after the other: without it Node takes 64 KiB for each read, which
 * among a hundred clients that write to each other is a tenth of the server's time.
 */
export class SharedReads {
  readonly #memory = Buffer.allocUnsafeSlow(READ_BYTES);

  /**
   * Takes over an accepted connection. What comes is told by 'data', as ever, but in memory that is written to again as
   * soon as the listener returns.
   * @returns the socket to be used instead of the accepted one, or that one where Node does not let it be taken over.
   */
  take(accepted: Socket, highWaterMark: number): Socket {
    const { _handle: handle } = accepted as unknown as WithHandle;
    if (typeof handle?.useUserBuffer !== 'function') return accepted;
    // Without its handle the accepted socket can be destroyed, so that the listener does not count it any more.
    (accepted as unknown as WithHandle)._handle = null;
    accepted.destroy();
    const callback = (length: number): boolean => {
      socket.emit('data', this.#memory.subarray(0, length));
      return true; // whoever wants a pause has asked for it
    };
    const onread = { buffer: this.#memory, callback };
    const options: HandleOptions = { handle, onread, highWaterMark, allowHalfOpen: true };
    const socket = new Socket(options);
    return socket;
  }
}
