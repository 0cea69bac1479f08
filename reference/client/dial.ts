import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import type * as Tls from './tls';
import type { TlsOptions } from './tls';

/**
 * Opens a TCP connection, and agrees on TLS on it where that is asked for.
 * @throws the system's error, with its code; or the signal's reason.
 */
export async function dial(
  options: TcpNetConnectOpts,
  { signal, tls }: { readonly signal?: AbortSignal | undefined; readonly tls?: TlsOptions | undefined } = {},
): Promise<Socket> {
  const socket = await dialPlain(options, signal);
  if (tls === undefined) return socket;
  // Loaded only where it is used, so that nobody else starts slower.
  const lazy = require('./tls') as typeof Tls;
  return lazy.secure(socket, tls, signal);
}

function dialPlain(options: TcpNetConnectOpts, signal?: AbortSignal): Promise<Socket> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({ ...options, noDelay: true });
    const settle = (): void => {
      signal?.removeEventListener('abort', abort);
      socket.off('error', fail);
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error);
    };
    const abort = (): void => {
      fail(signal?.reason);
      socket.on('error', () => undefined).destroy();
    };
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}
