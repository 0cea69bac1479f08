import {
  encodeAbsent,
  encodeBroadcastResponse,
  encodeDirectResponse,
  encodeJoined,
  encodeLeft,
  encodePrivateAccepted,
  encodePrivateEstablished,
  encodePrivateRefused,
  encodePrivateRequested,
  encodePseudonymInUse,
} from '../../wire/encoder'; // the getters of the index cost more than an encoding
import type { ClientConnection, RegisteredClient } from './client';
import type { Congestion } from './congestion';
import type { Counters } from './counters';
import type { FanOut } from './fan-out';
import type { Roster } from './roster';

/** Who gets what: every frame that the server sends is sent from here. */
export class Routing {
  constructor(
    private readonly roster: Roster,
    private readonly fanOut: FanOut,
    private readonly congestion: Congestion,
    private readonly counters: Counters,
  ) {}

  /** The pseudonym belongs to somebody else, who is not disturbed (COSP-2.2-1, COSP-2.2-4). */
  pseudonymInUse(asker: ClientConnection): void {
    this.counters.deliveries.pseudonym_in_use += 1;
    this.#toOne(asker, asker, encodePseudonymInUse());
  }

  /**
   * Gives a newcomer the list of the others, without its own entry (COSP-2.1-1 to 4, COSP-2.1-7), and tells the others
   * of it, but not the newcomer (COSP-3.1-1, COSP-3.1-3). Both stand in their queues before anything else with its identifier or
   * for it (COSP-3.1-2).
   */
  joined(newcomer: RegisteredClient): void {
    const { outbox } = newcomer.connection;
    const list = this.roster.list.frame();
    this.roster.list.add(newcomer);
    outbox.allow(list.length);
    this.counters.deliveries.accepted += 1;
    this.counters.deliveries.joined += this.roster.size - 1;
    this.#toOne(newcomer.connection, newcomer.connection, list);
    this.fanOut.toAllExcept(outbox, encodeJoined(newcomer.idClient, newcomer.pseudonym), 'soon');
    this.fanOut.add(outbox);
  }

  /** Tells the others of a departure, once (COSP-3.2-1 to 3); the last frame that bears the identifier (COSP-3.2-5). */
  left(client: RegisteredClient): void {
    const { outbox } = client.connection;
    this.counters.deliveries.left += this.roster.size;
    this.fanOut.remove(outbox);
    this.fanOut.toAllExcept(outbox, encodeLeft(client.idClient), 'soon');
  }

  /** To every other registered client and to nobody else (COSP-4-2 to 4). */
  broadcast(sender: RegisteredClient, text: Uint8Array): void {
    const bytes = encodeBroadcastResponse(sender.idClient, text);
    this.counters.deliveries.broadcast += this.roster.size - 1;
    this.fanOut.toAllExcept(sender.connection.outbox, bytes, 'now');
    this.congestion.holdForAll(sender.connection);
  }

  /** To the addressee alone (COSP-5.1-1, COSP-5.1-2), which may be the sender (COSP-5.1-5). */
  direct(sender: RegisteredClient, addressee: RegisteredClient, text: Uint8Array): void {
    this.counters.deliveries.direct += 1;
    this.#toOne(sender.connection, addressee.connection, encodeDirectResponse(sender.idClient, text));
  }

  /** Whom the client addressed is not there: one byte, to nobody else (COSP-5.2-1, COSP-6.1-1, COSP-6.2-3). */
  absent(client: RegisteredClient): void {
    this.counters.deliveries.absent += 1;
    this.#toOne(client.connection, client.connection, encodeAbsent());
  }

  /** To the addressee alone; the port stays with the server (COSP-6-2, COSP-6-3). */
  privateRequested(requester: RegisteredClient, addressee: RegisteredClient): void {
    this.counters.deliveries.private_requested += 1;
    this.#toOne(requester.connection, addressee.connection, encodePrivateRequested(requester.idClient));
  }

  /** To the two of them (COSP-6.2-2). */
  privateAccepted(requester: RegisteredClient, accepter: RegisteredClient): void {
    this.counters.deliveries.private_accepted += 1;
    this.counters.deliveries.private_established += 1;
    this.#toOne(accepter.connection, requester.connection, encodePrivateAccepted(accepter.idClient));
    this.#toOne(accepter.connection, accepter.connection, encodePrivateEstablished(requester.idClient));
  }

  /**
   * To the requester alone (COSP-6.3-2).
   * @param cause whose frame led to this: the refuser, or the requester where the server refuses by itself.
   */
  privateRefused(requester: RegisteredClient, refuser: RegisteredClient, cause: RegisteredClient): void {
    this.counters.deliveries.private_refused += 1;
    this.#toOne(cause.connection, requester.connection, encodePrivateRefused(refuser.idClient));
  }

  #toOne(cause: ClientConnection, recipient: ClientConnection, bytes: Buffer): void {
    this.fanOut.toOne(recipient.outbox, bytes);
    this.congestion.holdFor(recipient, cause);
  }
}
