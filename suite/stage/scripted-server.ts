import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';

/** Listens for the client under test during one scenario. What it answers is for the scenario to say. */
export class ScriptedServer {
  readonly host = HOST;
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(listener: Server, onConnection: (socket: Socket) => void) {
    this.#listener = listener;
    listener.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      onConnection(socket);
    });
  }

  /** Listens on a free port; each connection is handed to `onConnection`. */
  static async open(onConnection: (socket: Socket) => void): Promise<ScriptedServer> {
    const server = new ScriptedServer(createServer({ allowHalfOpen: true }), onConnection);
    server.#listener.listen(0, HOST);
    await once(server.#listener, 'listening');
    return server;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  /** Frees the port and all connections. */
  close(): void {
    this.#listener.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
