import { createServer, type Server, type ServerOpts, type Socket } from 'node:net';
import type * as Tls from './tls-listener';

/** What a server shows to those who connect by TLS, both in PEM. */
export interface TlsIdentity {
  /** The certificate, and behind it those that lead to one that clients trust. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** Who is told of connections. */
export interface Reception {
  /** A connection that can be used. */
  accept(socket: Socket): void;
  /** A connection that cannot be used, by TLS: it is closed. */
  failed(error: NodeJS.ErrnoException): void;
  /** That connection has closed. */
  closed(): void;
}

/** Where connections come in. */
export interface Listener {
  readonly server: Server;
  /** How many connections have come in that cannot be used yet. */
  readonly handshakes: number;
  /** Ends those. */
  endHandshakes(): void;
  /** Shows something else to those who connect from now on. Without effect where there is no TLS. */
  renew(identity: TlsIdentity): void;
}

/**
 * Makes what accepts connections, by TCP or, with an identity, by TLS over TCP. Neither knows of the other: plain
 * connections cost nothing for it, and Node's TLS is loaded only where it is used.
 * @throws Error for a certificate or a key that cannot be used.
 */
export function createListener(
  options: ServerOpts,
  reception: Reception,
  tls?: { readonly identity: TlsIdentity; readonly handshakeTimeout: number },
): Listener {
  if (tls !== undefined) {
    const lazy = require('./tls-listener') as typeof Tls;
    return new lazy.TlsListener(options, reception, tls.identity, tls.handshakeTimeout);
  }
  const server = createServer(options, (socket) => reception.accept(socket));
  return { server, handshakes: 0, endHandshakes: () => undefined, renew: () => undefined };
}
