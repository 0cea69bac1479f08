import { textOf } from '../../wire';
import type { ClientConnection, RegisteredClient } from './client';
import { ClosingSockets } from './closing-sockets';
import { Congestion } from './congestion';
import { Counters, type EndReason } from './counters';
import { FanOut } from './fan-out';
import type { CospServerLimits } from './limits';
import type { Log } from './log';
import { PrivateRequests } from './private-requests';
import { Relays } from './relays';
import { Rendezvous } from './rendezvous';
import { Roster } from './roster';
import { Routing } from './routing';

/** What the server tells the program that it runs in. */
export interface Observer {
  /** A client has been registered. */
  joined(idClient: number): void;
  /** A client is no longer registered. */
  left(idClient: number, reason: EndReason): void;
}

/** The state of one server, made of its parts. */
export class Service {
  readonly counters = new Counters();
  readonly requests = new PrivateRequests();
  /** The chat connections, registered or not, that have not gone. */
  readonly connections = new Set<ClientConnection & { end(reason: EndReason): void }>();
  readonly roster: Roster;
  readonly congestion: Congestion;
  readonly fanOut: FanOut;
  readonly routing: Routing;
  readonly closing: ClosingSockets;
  readonly relays: Relays;
  readonly rendezvous: Rendezvous;

  constructor(
    readonly limits: CospServerLimits,
    readonly log: Log,
    readonly observer: Observer,
    private readonly logPseudonyms = false,
  ) {
    this.roster = new Roster(limits.maxClients);
    this.congestion = new Congestion(limits.maxQueuedBytes, limits.slowReaderGrace);
    this.fanOut = new FanOut(this.congestion.high);
    this.routing = new Routing(this.roster, this.fanOut, this.congestion, this.counters);
    this.closing = new ClosingSockets(limits.closingTimeout);
    this.relays = new Relays(this.closing);
    this.rendezvous = new Rendezvous(limits.pairingTimeout, this.relays, this.closing);
  }

  /** How the log names a client: a pseudonym says who somebody is, and is given only to those who have asked for it. */
  nameOf({ idClient, pseudonym }: RegisteredClient): { idClient: number; pseudonym?: string } {
    return this.logPseudonyms ? { idClient, pseudonym: textOf(pseudonym) ?? '' } : { idClient };
  }

  /**
   * Ends everything that is open; each connection gets what is queued for it. Sides that wait for others end with
   * their clients.
   */
  close(): void {
    // All leave at once; there is nobody to be told.
    for (const { outbox } of this.connections) this.fanOut.remove(outbox);
    for (const connection of this.connections) connection.end('the server closes');
    this.relays.close();
  }
}
