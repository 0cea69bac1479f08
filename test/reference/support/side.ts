import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Stage } from './stage';

// Below the range that systems take ports for outgoing connections from, so that nobody else gets one of these.
const LOWEST_PORT = 10_000;
const HIGHEST_PORT = 32_000;
let nextPort = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));

async function isFree(port: number): Promise<boolean> {
  const listener = createServer().listen({ port, host: '127.0.0.1' });
  try {
    await once(listener, 'listening');
    await once(listener.close(), 'close');
    return true;
  } catch {
    return false;
  }
}

/** A port that a private connection can be declared from. None is given twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = nextPort;
    nextPort = port === HIGHEST_PORT ? LOWEST_PORT : port + 1;
    if (await isFree(port)) return port;
  }
}

/** One side of a private connection, at its client's end; each side may end its sending half by itself. */
export class Side {
  #received: Buffer[] = [];
  readonly ended: Promise<void>;
  /** How the connection closed: `closed`, or the code of the error. */
  readonly closed: Promise<string>;

  private constructor(readonly socket: Socket) {
    let how = 'closed';
    socket.on('error', (error: NodeJS.ErrnoException) => {
      how = error.code ?? error.message;
    });
    socket.on('data', (chunk: Buffer) => this.#received.push(chunk));
    this.ended = new Promise((resolve) => socket.once('end', resolve));
    this.closed = new Promise((resolve) => socket.once('close', () => resolve(how)));
  }

  /** Connects from the port declared and the address, which is the server's as well. */
  static async connect(stage: Stage, localPort: number, address = '127.0.0.1'): Promise<Side> {
    const { port } = stage.address;
    const route = { host: address, port, localAddress: address, localPort };
    const socket = connect({ ...route, allowHalfOpen: true, noDelay: true });
    stage.track(socket);
    await once(socket, 'connect');
    return new Side(socket);
  }

  /** What has come so far. */
  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Waits until so many bytes have come. */
  async receives(length: number): Promise<Buffer> {
    let bytes = this.#received.reduce((sum, chunk) => sum + chunk.length, 0);
    while (bytes < length) {
      const [chunk] = (await once(this.socket, 'data')) as [Buffer];
      bytes += chunk.length;
    }
    return this.received;
  }
}
