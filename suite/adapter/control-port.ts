import { createServer, type Server, type Socket } from 'node:net';
import { AdapterFault } from '../judgement';
import { within } from '../target/within';

const HOST = '127.0.0.1';

/** Where adapters dial in. One is talked with at a time. */
export class ControlPort {
  #server: Server | undefined;
  #address = '';
  #talking: Socket | undefined;
  /** Has dialled in before anybody asked for it. */
  #early: Socket | undefined;
  #onSocket: ((socket: Socket) => void) | undefined;

  /** @param port 0: a free one. */
  constructor(private readonly port: number) {}

  /** `127.0.0.1:40001`; known once it listens. */
  get address(): string {
    return this.#address;
  }

  /** Begins to listen, unless it does. @throws AdapterFault where the port is not to be had. */
  async listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer((socket) => this.#take(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const why = error.code === 'EADDRINUSE' ? 'something listens there already' : error.message;
        reject(new AdapterFault(`cannot listen on port ${this.port} of ${HOST} for the adapter: ${why}`));
      });
      server.listen(this.port, HOST, resolve);
    });
    // Whoever waits for an adapter has a time-out; nothing else should keep the process.
    server.unref();
    this.#server = server;
    const { port } = server.address() as { port: number };
    this.#address = `${HOST}:${port}`;
  }

  #take(socket: Socket): void {
    // How it ends is told by `close`.
    socket.on('error', () => {});
    if (this.#talking) {
      socket.destroy();
      return;
    }
    if (this.#onSocket) this.#give(socket, this.#onSocket);
    else {
      this.#early?.destroy();
      this.#early = socket;
    }
  }

  #give(socket: Socket, to: (socket: Socket) => void): void {
    this.#onSocket = undefined;
    this.#talking = socket;
    socket.once('close', () => {
      if (this.#talking === socket) this.#talking = undefined;
    });
    to(socket);
  }

  /**
   * The next adapter that dials in; one that did so before it was asked for, and still waits, is taken. Undefined after
   * `milliseconds`, or as soon as `failure` resolves.
   */
  async next(milliseconds: number, failure?: Promise<void>): Promise<Socket | undefined> {
    let came: Socket | undefined;
    const coming = this.#coming().then((socket) => {
      came = socket;
    });
    await within(failure ? Promise.race([coming, failure]) : coming, milliseconds);
    if (!came) this.#onSocket = undefined;
    return came;
  }

  #coming(): Promise<Socket> {
    return new Promise((resolve) => {
      const early = this.#early;
      this.#early = undefined;
      if (early && !early.destroyed && !early.readableEnded) this.#give(early, resolve);
      else this.#onSocket = resolve;
    });
  }
}
