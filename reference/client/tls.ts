import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

/** Which servers a client takes for the right ones, by TLS. */
export interface TlsTrust {
  /** Certificates in PEM that vouch for the server; those of the system when left out. */
  readonly ca?: string | Buffer;
  /** Takes any server for the right one: what is sent is encrypted, and nobody knows for whom. */
  readonly insecure?: boolean;
  /** How long the agreement may take, in milliseconds; 10 seconds when left out. */
  readonly timeout?: number;
}

/** The same, for the server of one name or address. */
export interface TlsOptions extends TlsTrust {
  readonly host: string;
}

const TIMEOUT = 10_000;

/** There was no agreement on TLS in time; a server of plain TCP waits for more of what it takes for a pseudonym. */
class TlsTimeout extends Error {
  readonly code = 'ERR_TLS_HANDSHAKE_TIMEOUT';

  constructor() {
    super('the server does not answer to TLS; perhaps it speaks plain TCP');
  }
}

/**
 * Agrees on TLS on a TCP connection. Each direction still has an end of its own where the connection allows it.
 * @throws the error of Node's TLS, with its code; or the signal's reason. The connection is closed then.
 */
export function secure(socket: Socket, options: TlsOptions, signal?: AbortSignal): Promise<TLSSocket> {
  const { host, ca, insecure = false, timeout = TIMEOUT } = options;
  return new Promise((resolve, reject) => {
    // A certificate names an address as such; only names are told to the server.
    const servername = isIP(host) ? undefined : host;
    const secured = connect({ socket, host, servername, ca, rejectUnauthorized: !insecure });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      secured.off('error', fail);
    };
    const fail = (error: unknown): void => {
      settle();
      secured.on('error', () => undefined).destroy();
      reject(error);
    };
    const abort = (): void => fail(signal?.reason);
    const timer = setTimeout(() => fail(new TlsTimeout()), timeout);
    signal?.addEventListener('abort', abort, { once: true });
    secured.once('error', fail);
    secured.once('secureConnect', () => {
      settle();
      resolve(secured);
    });
  });
}
