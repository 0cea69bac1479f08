import type { ClientConnection, RegisteredClient } from './client';
import { RosterList } from './roster-list';

const LOWEST_IDENTIFIER = -32_768;
const HIGHEST_IDENTIFIER = 32_767;

/**
 * Pseudonyms are compared byte for byte, so `Alice` and `alice` differ (COSP-2.2-7, COSP-2.2-10). Latin-1 gives each
 * byte its own character; decoding as UTF-8 would drop a byte order mark.
 */
function keyOf(pseudonym: Uint8Array): string {
  return Buffer.from(pseudonym.buffer, pseudonym.byteOffset, pseudonym.byteLength).toString('latin1');
}

/** A copy in memory of its own: one in Node's pool would keep 8 KiB of frames that have long been sent. */
function copyOf(pseudonym: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(pseudonym.length);
  copy.set(pseudonym);
  return copy;
}

/** The registered clients, their pseudonyms and identifiers. */
export class Roster implements Iterable<RegisteredClient> {
  /** Those of the registered clients that a newcomer is told of. */
  readonly list = new RosterList();
  readonly #byIdentifier = new Map<number, RegisteredClient>();
  readonly #byPseudonym = new Map<string, RegisteredClient>();
  #nextIdentifier = 0;

  /** @param maxClients at most 32,768, which leaves an identifier free at all times. */
  constructor(private readonly maxClients: number) {}

  /** How many clients are registered. */
  get size(): number {
    return this.#byIdentifier.size;
  }

  /** The registered clients, in the order of their registration. */
  [Symbol.iterator](): Iterator<RegisteredClient> {
    return this.#byIdentifier.values();
  }

  /** The client that is registered under an identifier. */
  get(idClient: number): RegisteredClient | undefined {
    return this.#byIdentifier.get(idClient);
  }

  /**
   * Gives a connection the pseudonym, of which it keeps a copy, and an identifier.
   * @returns `in use` when a registered client has the pseudonym (COSP-2.2-1), `full` when there is no room.
   */
  register(pseudonym: Uint8Array, connection: ClientConnection): RegisteredClient | 'in use' | 'full' {
    const key = keyOf(pseudonym);
    if (this.#byPseudonym.has(key)) return 'in use';
    if (this.size >= this.maxClients) return 'full';
    const client = { idClient: this.#takeIdentifier(), pseudonym: copyOf(pseudonym), connection };
    this.#byIdentifier.set(client.idClient, client);
    this.#byPseudonym.set(key, client);
    return client;
  }

  /** Frees the pseudonym at once (COSP-2.2-5); the identifier comes round again after all others. */
  remove(client: RegisteredClient): void {
    if (this.#byIdentifier.get(client.idClient) !== client) return;
    this.#byIdentifier.delete(client.idClient);
    this.#byPseudonym.delete(keyOf(client.pseudonym));
    this.list.remove(client);
  }

  /**
   * The next free identifier: 0, 1 and so on, from 32,767 on to -32,768. Late reuse, so that a frame on its way to
   * somebody who has left does not reach a newcomer (COSP-1-4, COSP-2.1-8).
   */
  #takeIdentifier(): number {
    for (;;) {
      const candidate = this.#nextIdentifier;
      this.#nextIdentifier = candidate === HIGHEST_IDENTIFIER ? LOWEST_IDENTIFIER : candidate + 1;
      if (!this.#byIdentifier.has(candidate)) return candidate;
    }
  }
}
