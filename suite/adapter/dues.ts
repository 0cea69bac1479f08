import type { AdapterEvent } from './protocol';

/** The ends that the adapter owes: each connection that was opened is told to have ended, once. */
export class Dues {
  #connections = 0;
  #privateConnections = 0;

  /** A `connect` was answered with ok; the end of that connection may have been told already. */
  connected(): void {
    this.#connections++;
  }

  take({ event }: AdapterEvent): void {
    if (event === 'disconnected') this.#connections--;
    if (event === 'private.open') this.#privateConnections++;
    if (event === 'private.closed') this.#privateConnections--;
  }

  /** What is still owed, in words; undefined: nothing. */
  get owed(): string | undefined {
    if (this.#connections > 0) return 'there was no event "disconnected" for its connection';
    if (this.#privateConnections > 0) return 'there was no event "private.closed" for each "private.open"';
    return undefined;
  }

  clear(): void {
    this.#connections = 0;
    this.#privateConnections = 0;
  }
}
