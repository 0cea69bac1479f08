import type { ServerOpts, Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Listener, Reception, TlsIdentity } from './listener';

/** Both ends of a connection; no two connections that are there at once have the same. */
const endsOf = ({ localAddress, localPort, remoteAddress, remotePort }: Socket): string =>
  `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;

/** Accepts TCP connections, and hands them on once TLS has been agreed on. */
export class TlsListener implements Listener {
  readonly server: Server;
  /** TCP connections without TLS so far. */
  readonly #handshakes = new Map<string, Socket>();

  /** @param handshakeTimeout in milliseconds, for all that comes before the connection can be used. */
  constructor(options: ServerOpts, reception: Reception, identity: TlsIdentity, handshakeTimeout: number) {
    // Who goes away before TLS is agreed on is gone at once; the end of one direction comes later, if at all.
    this.server = createServer({ ...options, ...identity, handshakeTimeout, allowHalfOpen: false });
    this.server.on('connection', (socket) => this.#await(socket, reception));
    this.server.on('secureConnection', (socket) => {
      socket.allowHalfOpen = options.allowHalfOpen ?? false;
      reception.accept(this.#secured(socket));
    });
    this.server.on('tlsClientError', (error, socket) => {
      socket.destroy(); // which Node leaves to us when the time is up
      reception.failed(error);
    });
  }

  get handshakes(): number {
    return this.#handshakes.size;
  }

  endHandshakes(): void {
    for (const socket of this.#handshakes.values()) socket.destroy();
  }

  renew(identity: TlsIdentity): void {
    this.server.setSecureContext({ ...identity });
  }

  #await(socket: Socket, reception: Reception): void {
    const ends = endsOf(socket);
    this.#handshakes.set(ends, socket);
    socket.once('close', () => {
      if (this.#handshakes.get(ends) !== socket) return;
      this.#handshakes.delete(ends);
      reception.closed();
    });
  }

  /** Node resets TCP sockets only; a client that does not read is reset below its TLS. */
  #secured(socket: TLSSocket): TLSSocket {
    const ends = endsOf(socket);
    const below = this.#handshakes.get(ends);
    this.#handshakes.delete(ends);
    socket.resetAndDestroy = () => {
      (below ?? socket).resetAndDestroy();
      return socket;
    };
    return socket;
  }
}
