import type { RegisteredClient } from './client';

/** Requests for private connections that wait for the addressee's answer: one for each requester and addressee. */
export class PrivateRequests {
  /** Declared port by addressee by requester. */
  readonly #byRequester = new Map<RegisteredClient, Map<RegisteredClient, number>>();
  readonly #requestersOf = new Map<RegisteredClient, Set<RegisteredClient>>();

  /** How many requests wait for an answer. */
  get size(): number {
    let size = 0;
    for (const ports of this.#byRequester.values()) size += ports.size;
    return size;
  }

  /** How many of one requester's requests wait for an answer. */
  countOf(requester: RegisteredClient): number {
    return this.#byRequester.get(requester)?.size ?? 0;
  }

  /** Whether a request waits for an answer. */
  has(requester: RegisteredClient, addressee: RegisteredClient): boolean {
    return this.#byRequester.get(requester)?.has(addressee) ?? false;
  }

  /** Takes note of a request; it replaces the same requester's earlier one to the same addressee (COSP-6-5). */
  add(requester: RegisteredClient, addressee: RegisteredClient, port: number): void {
    const ports = this.#byRequester.get(requester) ?? new Map<RegisteredClient, number>();
    this.#byRequester.set(requester, ports.set(addressee, port));
    const requesters = this.#requestersOf.get(addressee) ?? new Set<RegisteredClient>();
    this.#requestersOf.set(addressee, requesters.add(requester));
  }

  /**
   * Ends a request, because it is answered.
   * @returns the port that the requester declared, or undefined when nobody asked.
   */
  take(requester: RegisteredClient, addressee: RegisteredClient): number | undefined {
    const ports = this.#byRequester.get(requester);
    const port = ports?.get(addressee);
    if (ports === undefined || port === undefined) return undefined;
    ports.delete(addressee);
    if (ports.size === 0) this.#byRequester.delete(requester);
    const requesters = this.#requestersOf.get(addressee);
    requesters?.delete(requester);
    if (requesters?.size === 0) this.#requestersOf.delete(addressee);
    return port;
  }

  /** Ends all requests from and to a client that has left. */
  forget(client: RegisteredClient): void {
    for (const addressee of [...(this.#byRequester.get(client)?.keys() ?? [])]) this.take(client, addressee);
    for (const requester of [...(this.#requestersOf.get(client) ?? [])]) this.take(requester, client);
  }
}
