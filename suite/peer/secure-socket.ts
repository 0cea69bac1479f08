import { readFileSync } from 'node:fs';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { ServerTls } from '../run-parameters';

/** How to agree on TLS, and with whom. */
export interface TlsDestination extends ServerTls {
  /** Name or address that the server's certificate is for. */
  readonly host: string;
}

const files = new Map<string, Buffer>();

function certificatesIn(file: string): Buffer {
  const pem = files.get(file) ?? readFileSync(file);
  files.set(file, pem);
  return pem;
}

/** Node resets TCP sockets only; one with TLS is reset below it. */
function resettable(secured: TLSSocket, below: Socket): TLSSocket {
  secured.resetAndDestroy = () => {
    below.resetAndDestroy();
    return secured;
  };
  return secured;
}

/**
 * Agrees on TLS on a socket that is connected; what each end of a direction is stays as it is, since TLS tells of it
 * too. Rejects with Node's error, and closes the socket, also when `timeout` (milliseconds) has passed.
 */
export function secureSocket(socket: Socket, destination: TlsDestination, timeout: number): Promise<Socket> {
  const { host, ca, insecure = false } = destination;
  return new Promise((resolve, reject) => {
    const trust = { ca: ca === undefined ? undefined : certificatesIn(ca), rejectUnauthorized: !insecure };
    // A certificate names an address as such; only names are told to the server.
    const secured = connect({ socket, host, servername: isIP(host) ? undefined : host, ...trust });
    const refuse = (error: Error): void => {
      clearTimeout(timer);
      secured.off('error', refuse).on('error', () => {});
      secured.destroy();
      reject(error);
    };
    const timer = setTimeout(() => refuse(new Error(`no answer to TLS within ${timeout / 1000} s`)), timeout);
    secured.once('error', refuse);
    secured.once('secureConnect', () => {
      clearTimeout(timer);
      secured.off('error', refuse);
      resolve(resettable(secured, socket));
    });
  });
}
