import type { Socket } from 'node:net';
import { takeOver } from './take-over';

/** What is read at once: a read of 256 KiB carries twice as much for a second of the processor's time as one of 64 KiB. */
const MOST_READ_BYTES = 256 * 1024;
const LEAST_READ_BYTES = 4 * 1024;

/**
 * Lets a side of a private connection read into the same memory again and again, as long as the other side takes at once
 * what was read: Node would take 64 KiB for each read, which the C library may give back to the system and get anew each time, and
 * a relay is three times as slow then.
 */
export class RelayReads {
  readonly #partners = new WeakMap<Socket, Socket>();

  /**
   * Takes over a connection that has just been accepted, of which nothing has been read, where Node lets it be taken over.
   * @param highWaterMark how many bytes may wait; as much is read at once, from 4 to 256 KiB.
   */
  take(accepted: Socket, highWaterMark: number): void {
    const size = Math.min(MOST_READ_BYTES, Math.max(LEAST_READ_BYTES, highWaterMark));
    let memory: Buffer | undefined;
    let isLent = false;
    const buffer = (): Buffer => {
      if (memory === undefined || (isLent && this.#waits(accepted))) memory = Buffer.allocUnsafeSlow(size);
      isLent = false;
      return memory;
    };
    const callback = (length: number, bytes: Uint8Array): boolean => {
      const read = bytes.subarray(0, length);
      // What will wait for sure takes no more memory than it needs: a byte would hold all of the read's.
      isLent = !this.#waits(accepted);
      return accepted.push(isLent ? read : copyOf(read));
    };
    takeOver(accepted, { buffer, callback });
  }

  /** From now on what either side sends is written to the other, and to nobody else. */
  join(one: Socket, other: Socket): void {
    this.#partners.set(one, other);
    this.#partners.set(other, one);
  }

  /** Whether anything that was read waits: to be taken out of the socket, or to be sent to the other side. */
  #waits(socket: Socket): boolean {
    const partner = this.#partners.get(socket);
    return partner === undefined || socket.readableLength > 0 || partner.writableLength > 0;
  }
}

function copyOf(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}
