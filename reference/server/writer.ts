import type { Socket } from 'node:net';
import { DirectWriter } from './direct-writer';

/** Brings bytes to one socket, and knows what the operating system has not taken yet. */
export interface Writer {
  /** How many bytes of those that were written wait here. A write that has not been taken whole counts whole. */
  readonly unsentBytes: number;
  /** Writes bytes that stay as they are for as long as they wait; only when none wait. To a socket that is gone, nothing. */
  write(bytes: Buffer): void;
}

/** @param onTaken is told when the operating system has taken what waited. */
export function writerFor(socket: Socket, onTaken: () => void): Writer {
  return DirectWriter.for(socket, onTaken) ?? new StreamWriter(socket, onTaken);
}

/** Writes as any program does; for TLS, and where Node lets nobody past its streams. */
export class StreamWriter implements Writer {
  #unsentBytes = 0;

  constructor(
    private readonly socket: Socket,
    private readonly onTaken: () => void,
  ) {}

  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes, this.#written);
    this.#unsentBytes = this.socket.writableLength;
  }

  /** One function for all writes, so that none makes a closure. */
  readonly #written = (error?: Error | null): void => {
    // Most writes have ended when they return; and of one that the socket's end has cut short Node says nothing.
    if (error || this.#unsentBytes === 0 || this.socket.writableLength > 0 || this.socket.destroyed) return;
    this.#unsentBytes = 0;
    this.onTaken();
  };
}
