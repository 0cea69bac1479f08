import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

/**
 * Opens a TCP connection.
 * @throws the system's error, with its code; or the signal's reason.
 */
export function dial(options: TcpNetConnectOpts, signal?: AbortSignal): Promise<Socket> {
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
