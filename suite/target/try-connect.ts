import { connect } from 'node:net';
import { secureSocket, type TlsDestination } from '../peer/secure-socket';

/** Connects once and hangs up; undefined, or why it failed. */
export function tryConnect(host: string, port: number, timeout: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => finish(`no answer within ${timeout / 1000} s`), timeout);
    const finish = (problem?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    socket.once('connect', () => finish());
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
}

/** Connects once, agrees on TLS and hangs up; undefined, or why it failed. */
export async function trySecure(
  port: number,
  timeout: number,
  tls: TlsDestination,
): Promise<string | undefined> {
  const plain = connect({ host: tls.host, port });
  try {
    const socket = await secureSocket(plain, tls, timeout);
    socket.on('error', () => {}).end();
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === undefined ? message : `${message} (${code})`;
  }
}
