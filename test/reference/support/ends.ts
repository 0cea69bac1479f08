import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The two ends of a TCP connection on the loopback. */
export interface Ends {
  /** The accepted end, as the server has it; it does not read until it is told to. */
  readonly near: Socket;
  /** The connecting end, as the client has it; it does not read until it is told to. */
  readonly far: Socket;
  close(): void;
}

/** Connects two ends, either of which may end its sending half by itself. */
export async function connectEnds(): Promise<Ends> {
  const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1').unref();
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [near] = (await once(listener, 'connection')) as [Socket];
  near.on('error', () => undefined);
  far.on('error', () => undefined);
  listener.close();
  const close = (): void => {
    near.destroy();
    far.destroy();
  };
  return { near, far, close };
}

/** Reads to the end. */
export async function readAll(socket: Duplex): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'end');
  return Buffer.concat(chunks);
}
