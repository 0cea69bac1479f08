import type { Outbox } from './outbox';

/** A connection as far as the rest of the server needs to know it. */
export interface ClientConnection {
  /** Address of the client's end, in the form that sides of private connections are compared in. */
  readonly address: string;
  /** What waits to be sent to it. */
  readonly outbox: Outbox;
  /** Stops reading and handling its frames until `release`. */
  hold(): void;
  /** Goes on with the next frame. */
  release(): void;
}

/** A client that has a pseudonym and an identifier. */
export interface RegisteredClient {
  /** Its identifier for as long as it is registered (COSP-1-4). */
  readonly idClient: number;
  /** Its pseudonym, the bytes that it sent (COSP-1-2). */
  readonly pseudonym: Buffer;
  readonly connection: ClientConnection;
}
