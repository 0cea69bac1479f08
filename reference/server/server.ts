import { EventEmitter, once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { normalAddress } from './addresses';
import { Connection } from './connection';
import type { Counters, EndReason } from './counters';
import { type CospServerLimits, completeLimits } from './limits';
import { createListener, type Listener, type TlsIdentity } from './listener';
import { type Log, silentLog } from './log';
import type { Outbox } from './outbox';
import { type Observer, Service } from './service';
import { SharedReads } from './shared-reads';

/** How a server is set up; what is left out has a default. */
export interface CospServerOptions extends Partial<CospServerLimits> {
  /** Address or host name to listen on; all addresses, IPv6 and IPv4, when left out. */
  readonly host?: string;
  /** Port to listen on, 7777 when left out; 0 takes a free one. */
  readonly port?: number;
  /** Has all connections, private ones too, encrypted by TLS; plain TCP when left out. */
  readonly tls?: TlsIdentity;
  /** Nothing is logged when left out. */
  readonly log?: Log;
  /** Whether pseudonyms may be logged; not when left out. */
  readonly logPseudonyms?: boolean;
}

/** What a server tells the program that it runs in. */
export interface CospServerEvents {
  /** A client has been registered. */
  joined: [idClient: number];
  /** A client is no longer registered. */
  left: [idClient: number, reason: EndReason];
  /** A TCP connection, chat or side of a private connection, has closed. */
  disconnected: [];
}

/** What a server holds at the moment. Everything is 0 again after all have left. */
export interface CospServerState {
  /** TCP connections of any kind, also those that TLS has not been agreed on for. */
  readonly sockets: number;
  /** Chat connections, registered or not, that have not gone. */
  readonly connections: number;
  /** Registered clients. */
  readonly clients: number;
  /** Private connections that have been asked for and not answered. */
  readonly pendingRequests: number;
  /** Private connections that wait for a side to connect, each with a timer. */
  readonly pairings: number;
  /** Private connections that are open. */
  readonly relays: number;
  /** Connections that the server has ended and that have not closed, each with a timer. */
  readonly closing: number;
  /** Bytes that were received and not sent on yet; those of frames that go to several clients count for each. */
  readonly waitingBytes: number;
  /** Clients that are behind with reading. */
  readonly slowReaders: number;
  /** Clients that wait for others to read. */
  readonly heldSenders: number;
}

/** What a server has done since it was made; these numbers only grow. */
export interface CospServerTotals extends Readonly<Counters> {
  /** Private connections whose two sides have connected. */
  readonly relaysOpened: number;
  /** Private connections that were accepted and that a side never connected for. */
  readonly pairingsGivenUp: number;
  /** Bytes that came from either side of a private connection. */
  readonly relayedBytes: number;
}

/** Port of a server that is told none. */
export const DEFAULT_PORT = 7777;

const BACKLOG = 4096; // many clients at once (COSP-7-5); the system may allow less
const KEEP_ALIVE_DELAY = 60_000; // finds peers that have vanished without closing

/** A COSP server. */
export class CospServer extends EventEmitter<CospServerEvents> {
  readonly #options: CospServerOptions;
  readonly #log: Log;
  readonly #service: Service;
  readonly #listener: Listener;
  /** All that are open, those of chat connections with what brings them their bytes. */
  readonly #sockets = new Map<Socket, Outbox | undefined>();
  readonly #sharedReads = new SharedReads();

  /** @throws RangeError for a limit that cannot be; Error for a certificate or a key that cannot be used. */
  constructor(options: CospServerOptions = {}) {
    super();
    const limits = completeLimits(options);
    this.#options = options;
    this.#log = options.log ?? silentLog;
    this.#service = new Service(limits, this.#log, this.#observer(), options.logPseudonyms);
    this.#listener = this.#createListener(limits);
  }

  /**
   * Starts listening.
   * @returns the address and the port that it listens on.
   * @throws the system's error, with its code, when it cannot.
   */
  async listen(): Promise<AddressInfo> {
    const { host, port = DEFAULT_PORT } = this.#options;
    // Without a host Node listens on :: for both families, and on 0.0.0.0 where there is no IPv6.
    const { server } = this.#listener;
    server.listen({ host, port, backlog: BACKLOG });
    await once(server, 'listening');
    // COSP-7-1: running out of descriptors is no reason to stop; those that are connected go on.
    server.on('error', (error) => this.#log.error({ err: error }, 'cannot accept a connection'));
    const address = server.address() as AddressInfo;
    this.#log.info({ address: address.address, port: address.port }, 'listening');
    return address;
  }

  /**
   * Stops listening and ends all connections. Takes at most the limit `closingTimeout`.
   * @returns when all have closed.
   */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#listener.server.close(() => resolve()));
    this.#listener.endHandshakes();
    this.#service.close();
    await closed;
    while (this.#sockets.size > 0) await once(this, 'disconnected');
    this.#log.info({}, 'closed');
  }

  /**
   * Shows another certificate to those who connect from now on; connections that are there go on.
   * @throws Error for a certificate or a key that cannot be used; then nothing changes.
   */
  renewIdentity(identity: TlsIdentity): void {
    this.#listener.renew(identity);
  }

  /** What the server holds at the moment. */
  inspect(): CospServerState {
    const { closing, congestion, connections, relays, rendezvous, requests, roster } = this.#service;
    return {
      sockets: this.#sockets.size + this.#listener.handshakes,
      connections: connections.size,
      clients: roster.size,
      pendingRequests: requests.size,
      pairings: rendezvous.size,
      relays: relays.size,
      closing: closing.size,
      waitingBytes: this.#waitingBytes(),
      slowReaders: congestion.slowReaders,
      heldSenders: congestion.heldSenders,
    };
  }

  /** What the server has done so far. */
  totals(): CospServerTotals {
    const { counters, relays, rendezvous } = this.#service;
    let { bytesReceived, bytesSent } = counters;
    for (const [socket, outbox] of this.#sockets) {
      bytesReceived += socket.bytesRead;
      bytesSent += socket.bytesWritten - unsentBytes(socket, outbox);
    }
    const relayed = { relaysOpened: relays.opened, relayedBytes: relays.bytes };
    return { ...counters, bytesReceived, bytesSent, ...relayed, pairingsGivenUp: rendezvous.givenUp };
  }

  #observer(): Observer {
    return {
      joined: (idClient) => {
        this.#service.counters.joined += 1;
        this.emit('joined', idClient);
      },
      left: (idClient, reason) => {
        this.#service.counters.left[reason] += 1;
        this.emit('left', idClient, reason);
      },
    };
  }

  #createListener({ relayBufferBytes, handshakeTimeout }: CospServerLimits): Listener {
    const { counters } = this.#service;
    const options = {
      allowHalfOpen: true, // the other direction of a private connection goes on (COSP-6.2-12)
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_DELAY,
      highWaterMark: relayBufferBytes,
    };
    const reception = {
      accept: (socket: Socket) => {
        counters.connections += 1;
        this.#accept(socket);
      },
      failed: ({ code, message }: NodeJS.ErrnoException) => {
        counters.handshakeErrors += 1;
        this.#log.debug({ error: code ?? message }, 'no TLS connection');
      },
      closed: () => this.emit('disconnected'),
    };
    const { tls: identity } = this.#options;
    return createListener(options, reception, identity && { identity, handshakeTimeout });
  }

  #waitingBytes(): number {
    let bytes = 0;
    for (const [socket, outbox] of this.#sockets) {
      bytes += socket.readableLength + unsentBytes(socket, outbox) + (outbox?.queuedBytes ?? 0);
    }
    return bytes;
  }

  #disconnected(socket: Socket): void {
    const unsent = unsentBytes(socket, this.#sockets.get(socket));
    this.#sockets.delete(socket);
    this.#service.counters.bytesReceived += socket.bytesRead;
    this.#service.counters.bytesSent += socket.bytesWritten - unsent;
    this.emit('disconnected');
  }

  /** What comes is read into memory that is used again. */
  #takeOver(socket: Socket, isSide: boolean): void {
    const { relays, limits } = this.#service;
    if (isSide) relays.reads.take(socket, limits.relayBufferBytes);
    else this.#sharedReads.take(socket);
  }

  #accept(socket: Socket): void {
    const { remoteAddress, remotePort } = socket;
    if (remoteAddress === undefined || remotePort === undefined) {
      this.#track(socket);
      socket.destroy(); // it was reset before it was accepted
      return;
    }
    const address = normalAddress(remoteAddress);
    this.#track(socket);
    // COSP-6.2-6, COSP-6.2-10: a side of a private connection is no chat client; everything else is.
    const isSide = this.#service.rendezvous.arrive(address, remotePort, socket);
    if (!this.#options.tls) this.#takeOver(socket, isSide);
    if (!isSide) this.#sockets.set(socket, new Connection(this.#service, socket, address).outbox);
  }

  #track(socket: Socket): void {
    // COSP-7-1: 'close' follows and does what is to be done.
    socket.on('error', (error) => this.#log.debug({ error: error.message }, 'connection lost'));
    this.#sockets.set(socket, undefined);
    socket.on('close', () => queueMicrotask(() => this.#disconnected(socket)));
  }
}

function unsentBytes(socket: Socket, outbox: Outbox | undefined): number {
  return outbox?.unsentBytes ?? socket.writableLength;
}

/** Makes a COSP server, which does nothing until `listen` is called. */
export function createCospServer(options: CospServerOptions = {}): CospServer {
  return new CospServer(options);
}
