import { connect, type Socket } from 'node:net';
import { Inconclusive, Violation } from '../judgement';
import { secureSocket, type TlsDestination } from './secure-socket';

/** Where to connect to, and for how long to try, in milliseconds. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly timeout: number;
  /** By TLS; by plain TCP when missing. */
  readonly tls?: TlsDestination;
}

/** The local end that a socket is bound to. */
export interface LocalEnd {
  localAddress?: string;
  localPort: number;
}

/** What the suite's own system says when it has no more to give. */
const OWN_LIMITS = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);
/** The local end is not to be had. */
const LOCAL_FAULTS = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES']);

/**
 * Connects to the server under test, and agrees on TLS where that is asked for. That it does not take the connection is a Violation, since it took one when
 * it was started; that the suite's own system cannot open another is Inconclusive. A fault of the local end rejects
 * with Node's error.
 */
export async function openSocket(destination: Destination, local?: LocalEnd): Promise<Socket> {
  const { tls, timeout } = destination;
  const socket = await openPlain(destination, local);
  if (tls === undefined) return socket;
  return secureSocket(socket, tls, timeout).catch((error) => {
    throw faultOf(error, destination);
  });
}

function openPlain(destination: Destination, local?: LocalEnd): Promise<Socket> {
  const { host, port, timeout } = destination;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen: true, ...local });
    const refuse = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(faultOf(error, destination));
    };
    const timer = setTimeout(() => refuse(new Error(`no answer within ${timeout / 1000} s`)), timeout);
    socket.once('error', refuse);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', refuse);
      resolve(socket);
    });
  });
}

function faultOf(error: NodeJS.ErrnoException, { host, port }: Destination): Error {
  const { code = '', message } = error;
  if (OWN_LIMITS.has(code)) return new Inconclusive(`the suite cannot open one more connection: ${message}`);
  if (LOCAL_FAULTS.has(code)) return error;
  return new Violation('the server does not take a connection', {
    expected: `a new connection to ${host} port ${port}`,
    actual: message,
  });
}
