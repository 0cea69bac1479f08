import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Stage } from './stage';

export { freePort } from '../../../tools/support/free-port';

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

  /** On a socket that is connected. */
  static on(socket: Socket): Side {
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
