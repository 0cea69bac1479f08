import type { Socket } from 'node:net';
import { takeOver } from './take-over';

/** What is read at once at most, by all connections: what Node itself would take for each read. */
const READ_BYTES = 64 * 1024;

/**
 * Lets all connections read into the same memory, one after the other: without it Node takes 64 KiB for each read, which
 * among a hundred clients that write to each other is a tenth of the server's time.
 */
export class SharedReads {
  readonly #memory = Buffer.allocUnsafeSlow(READ_BYTES);

  /**
   * Takes over an accepted connection, where Node lets it be taken over. What comes is told by 'data', as ever, but in
   * memory that is written to again as soon as the listener returns.
   */
  take(accepted: Socket): void {
    const callback = (length: number): boolean => {
      accepted.emit('data', this.#memory.subarray(0, length));
      return true; // whoever wants a pause has asked for it
    };
    takeOver(accepted, { buffer: this.#memory, callback });
  }
}
