import { encodeAccepted } from '../../wire/encoder';
import type { RegisteredClient } from './client';

/** Few enough that encoding them again after a change costs little, and enough that a list is made of few parts. */
const CLIENTS_PER_BLOCK = 128;
/** BYTE code and SHORT count, in front of the entries. */
const HEAD_BYTES = 3;

/** Some of the clients, and their entries as long as nothing has changed. */
class Block {
  readonly clients = new Set<RegisteredClient>();
  #entries: Buffer | undefined;

  add(client: RegisteredClient): void {
    this.clients.add(client);
    this.#entries = undefined;
  }

  remove(client: RegisteredClient): void {
    this.clients.delete(client);
    this.#entries = undefined;
  }

  entries(): Buffer {
    this.#entries ??= encodeAccepted([...this.clients]).subarray(HEAD_BYTES);
    return this.#entries;
  }
}

/**
 * The list that a newcomer is given (COSP-2.1-1 to 4), put together from encoded parts: with ten thousand clients,
 * encoding all of them again for each newcomer would cost ten times as much as sending the list.
 */
export class RosterList {
  readonly #blocks = new Set<Block>();
  /** Those with room, so that departures leave no holes for good. */
  readonly #open = new Set<Block>();
  readonly #blockOf = new Map<RegisteredClient, Block>();

  /** From now on the client is listed. */
  add(client: RegisteredClient): void {
    const block = this.#blockWithRoom();
    block.add(client);
    this.#blockOf.set(client, block);
    if (block.clients.size === CLIENTS_PER_BLOCK) this.#open.delete(block);
  }

  /** From now on the client is not listed. */
  remove(client: RegisteredClient): void {
    const block = this.#blockOf.get(client);
    if (block === undefined) return;
    this.#blockOf.delete(client);
    block.remove(client);
    this.#open.add(block);
    if (block.clients.size > 0) return;
    this.#open.delete(block);
    this.#blocks.delete(block);
  }

  /** The acceptance: BYTE 0, SHORT count, then for each client SHORT identifier, SHORT size, pseudonym. */
  frame(): Buffer {
    const head = encodeAccepted([]);
    head.writeInt16BE(this.#blockOf.size, 1);
    const parts = [head];
    for (const block of this.#blocks) parts.push(block.entries());
    return Buffer.concat(parts);
  }

  #blockWithRoom(): Block {
    for (const block of this.#open) return block;
    const block = new Block();
    this.#blocks.add(block);
    this.#open.add(block);
    return block;
  }
}
