import type { Socket } from 'node:net';
import type { RegisteredClient } from './client';
import type { ClosingSockets } from './closing-sockets';
import type { Relays } from './relays';

interface Side {
  readonly owner: RegisteredClient;
  /** Address of the owner's chat connection and the port that it declared. */
  readonly key: string;
  readonly pair: Pair;
  socket?: Socket;
}

interface Pair {
  sides: readonly Side[];
  timer: NodeJS.Timeout;
  /** No longer to be had; a side that still comes is sent away. */
  givenUp: boolean;
}

/** A client and the port that it has declared. */
export interface Declaration {
  readonly client: RegisteredClient;
  readonly port: number;
}

const keyOf = (address: string, port: number): string => `${address} ${port}`;

/**
 * Accepted private connections whose two sides have not both connected yet. A new connection is known as a side by its
 * address and port, and by nothing else (COSP-6.2-10).
 */
export class Rendezvous {
  readonly #awaited = new Map<string, Side>();
  readonly #pairs = new Set<Pair>();
  readonly #pairsOf = new Map<RegisteredClient, Set<Pair>>();
  #arrivals = 0;
  #givenUp = 0;

  /** @param timeout in milliseconds, for both sides to connect (COSP-6.2-15). */
  constructor(
    private readonly timeout: number,
    private readonly relays: Relays,
    private readonly closing: ClosingSockets,
  ) {}

  /** How many pairs wait for a side. */
  get size(): number {
    return this.#pairs.size;
  }

  /** How many pairs have been given up so far, for want of a side. */
  get givenUp(): number {
    return this.#givenUp;
  }

  /** How many pairs with a side of this client wait. */
  countOf(client: RegisteredClient): number {
    return this.#pairsOf.get(client)?.size ?? 0;
  }

  /**
   * Awaits the two sides of a private connection.
   * @returns false, and awaits nothing, when a declared port cannot tell them apart: the same address and port is one
   * TCP connection, which would bring one client's bytes to another client's partner (COSP-6.2-9).
   */
  expect(requester: Declaration, accepter: Declaration): boolean {
    const declarations = [requester, accepter];
    const keys = declarations.map(({ client, port }) => keyOf(client.connection.address, port));
    if (new Set(keys).size < keys.length || keys.some((key) => this.#awaited.has(key))) return false;
    const timer = setTimeout(() => this.#timeOut(pair), this.timeout);
    const pair: Pair = { sides: [], timer, givenUp: false };
    pair.sides = declarations.map(({ client }, index) => ({ owner: client, key: keys[index] ?? '', pair }));
    this.#pairs.add(pair);
    for (const side of pair.sides) {
      this.#awaited.set(side.key, side);
      this.#pairsOf.set(side.owner, (this.#pairsOf.get(side.owner) ?? new Set()).add(pair));
    }
    return true;
  }

  /**
   * Takes a new connection when it is a side that is awaited.
   * @returns false for an ordinary connection.
   */
  arrive(address: string, port: number, socket: Socket): boolean {
    this.#arrivals += 1;
    const side = this.#awaited.get(keyOf(address, port));
    if (side === undefined) return false;
    this.#awaited.delete(side.key);
    side.socket = socket;
    const { pair } = side;
    const early = pair.sides.find((other) => other !== side)?.socket;
    if (pair.givenUp || early?.destroyed) {
      this.closing.end(socket);
      this.#remove(pair);
    } else if (early !== undefined) {
      this.#remove(pair);
      this.relays.open(early, socket);
    }
    // Otherwise the bytes that come stay in the socket's buffer, which stops reading when it is full (COSP-6.2-5).
    return true;
  }

  /**
   * A client has left: its sides that have not connected will not come, and their ports are anybody's again. What has
   * connected stays (COSP-6.2-13).
   */
  forget(client: RegisteredClient): void {
    if (!this.#pairsOf.has(client)) return;
    setImmediate(() => this.#whenAllAreAccepted(() => this.#dropSidesOf(client)));
  }

  /**
   * A side that connected before its client left may still wait to be accepted, behind others. Nobody waits any more
   * after a turn of the event loop that brought no connection.
   */
  #whenAllAreAccepted(action: () => void): void {
    const arrivals = this.#arrivals;
    setImmediate(() => {
      if (this.#arrivals === arrivals) action();
      else this.#whenAllAreAccepted(action);
    });
  }

  #dropSidesOf(client: RegisteredClient): void {
    for (const pair of this.#pairsOf.get(client) ?? []) {
      for (const side of pair.sides) {
        if (side.owner !== client || side.socket !== undefined) continue;
        this.#awaited.delete(side.key);
        this.#giveUp(pair);
      }
      if (pair.givenUp && !pair.sides.some((side) => this.#awaited.get(side.key) === side))
        this.#remove(pair);
    }
  }

  #timeOut(pair: Pair): void {
    this.#giveUp(pair);
    this.#remove(pair);
  }

  #giveUp(pair: Pair): void {
    if (!pair.givenUp) this.#givenUp += 1;
    pair.givenUp = true;
    for (const { socket } of pair.sides) if (socket !== undefined) this.closing.end(socket);
  }

  #remove(pair: Pair): void {
    clearTimeout(pair.timer);
    this.#pairs.delete(pair);
    for (const side of pair.sides) {
      if (this.#awaited.get(side.key) === side) this.#awaited.delete(side.key);
      const pairs = this.#pairsOf.get(side.owner);
      pairs?.delete(pair);
      if (pairs?.size === 0) this.#pairsOf.delete(side.owner);
    }
  }
}
