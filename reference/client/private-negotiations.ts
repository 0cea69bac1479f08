import type { Duplex } from 'node:stream';
import { encodePrivateAccept, encodePrivateRefuse, encodePrivateRequest } from '../../wire';
import type { ChatConnection } from './chat-connection';
import { CospClientError } from './errors';
import { Negotiation } from './negotiation';
import { type Answering, type PrivateOptions, PrivateRequest } from './private-request';
import type { RosterEntry } from './roster';
import type { TlsOptions } from './tls';

/**
 * The private connections that are being agreed on, by the other client's identifier. Two clients may ask each other
 * at once: what this client asked for and what it accepted do not meet.
 */
export class PrivateNegotiations implements Answering {
  readonly #live = new Set<Negotiation>();
  /** Waiting for 5 or -2: one for each addressee. */
  readonly #asked = new Map<number, Negotiation>();
  /** Waiting for 6, in the order in which the acceptances were sent. */
  readonly #accepted: Negotiation[] = [];
  readonly #requests = new Map<number, PrivateRequest[]>();

  /** @param tls as on the chat connection. */
  constructor(
    private readonly connection: ChatConnection,
    private readonly tls: TlsOptions | undefined,
  ) {}

  /**
   * Asks for a private connection. Whether a second request replaces the first, comes beside it or is ignored is the
   * server's choice (COSP-6-5); it declares the port of the first, and so it is right in each case.
   */
  async ask(addressee: RosterEntry, options: PrivateOptions): Promise<Duplex> {
    options.signal?.throwIfAborted();
    const { idClient } = addressee;
    const negotiation = this.#asked.get(idClient) ?? this.#begin(addressee);
    this.#asked.set(idClient, negotiation);
    return this.#declare(negotiation, options, (port) => encodePrivateRequest(port, idClient));
  }

  async accept(requester: RosterEntry, options: PrivateOptions): Promise<Duplex> {
    const negotiation = this.#begin(requester);
    return this.#declare(negotiation, options, (port) => {
      this.#accepted.push(negotiation);
      return encodePrivateAccept(port, requester.idClient);
    });
  }

  refuse({ idClient }: RosterEntry): Promise<void> {
    return this.connection.send(encodePrivateRefuse(idClient));
  }

  /** Response code 4: somebody asks. */
  requested(from: RosterEntry): PrivateRequest {
    const request = new PrivateRequest(from, this);
    const waiting = this.#requests.get(from.idClient)?.filter(({ isOpen }) => isOpen) ?? [];
    this.#requests.set(from.idClient, [...waiting, request]);
    return request;
  }

  /** The longest waiting request of this client that has not been answered. */
  requestOf(idClient: number): PrivateRequest | undefined {
    return this.#requests.get(idClient)?.find(({ isOpen }) => isOpen);
  }

  /**
   * Response code 5: the request is accepted, and the connection opened (COSP-6.2-11).
   * @returns false when nothing was asked, and nothing is done.
   */
  wasAccepted({ idClient }: RosterEntry): boolean {
    const negotiation = this.#takeAsked(idClient);
    negotiation?.proceed();
    return negotiation !== undefined;
  }

  /**
   * Response code -2: the request is refused.
   * @returns false when nothing was asked, and nothing is done.
   */
  wasRefused({ idClient, pseudonym }: RosterEntry): boolean {
    const negotiation = this.#takeAsked(idClient);
    negotiation?.fail(new CospClientError('refused', `${pseudonym} refuses the private connection`));
    return negotiation !== undefined;
  }

  /**
   * Response code 6: the acceptance has arrived, and the connection is opened (COSP-6.2-11).
   * @returns false when nothing was accepted, and nothing is done.
   */
  wasEstablished({ idClient }: RosterEntry): boolean {
    const negotiation = this.#accepted.find(({ other }) => other.idClient === idClient);
    if (negotiation === undefined) return false;
    this.#forget(negotiation);
    negotiation.proceed();
    return true;
  }

  /** Somebody has left, and with that all that was not agreed on (COSP-6.1-1, COSP-6.2-3). */
  departed({ idClient, pseudonym }: RosterEntry): void {
    for (const request of this.#requests.get(idClient) ?? []) request.depart();
    this.#requests.delete(idClient);
    for (const negotiation of this.#live) {
      if (negotiation.other.idClient !== idClient) continue;
      this.#forget(negotiation);
      negotiation.fail(new CospClientError('departed', `${pseudonym} has left`));
    }
  }

  /** The chat connection has ended; private connections that are open, or being opened, go on. */
  end(error: CospClientError): void {
    for (const requests of this.#requests.values()) for (const request of requests) request.depart();
    for (const negotiation of this.#live) {
      this.#forget(negotiation);
      negotiation.fail(error);
    }
  }

  #begin(other: RosterEntry): Negotiation {
    const negotiation = new Negotiation(other, this.connection.endpoints, this.tls);
    this.#live.add(negotiation);
    negotiation.outcome.catch(() => this.#forget(negotiation)); // there may be no port to be had
    return negotiation;
  }

  async #declare(
    negotiation: Negotiation,
    { signal, onSent }: PrivateOptions,
    frameOf: (port: number) => Buffer,
  ): Promise<Duplex> {
    const opened = negotiation.opened(signal);
    opened.catch(() => undefined); // it may be rejected before anybody awaits it
    const port = await negotiation.port();
    negotiation.isDeclared = true;
    // When it cannot be sent the connection has ended, and so has the negotiation.
    this.connection.send(frameOf(port)).catch(() => undefined);
    onSent?.();
    return opened;
  }

  #takeAsked(idClient: number): Negotiation | undefined {
    const negotiation = this.#asked.get(idClient);
    if (negotiation?.isDeclared !== true) return undefined;
    this.#forget(negotiation);
    return negotiation;
  }

  #forget(negotiation: Negotiation): void {
    const { idClient } = negotiation.other;
    this.#live.delete(negotiation);
    if (this.#asked.get(idClient) === negotiation) this.#asked.delete(idClient);
    const at = this.#accepted.indexOf(negotiation);
    if (at >= 0) this.#accepted.splice(at, 1);
  }
}
