import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import {
  encodeAccepted,
  type FrameOf,
  Framer,
  type ListedClient,
  RequestCode,
  textOf,
} from '../../../../wire';

/** What a client has sent, in a form that is short to write down. */
export type Sent =
  | { readonly hello: string }
  | { readonly broadcast: string }
  | { readonly direct: string; readonly to: number }
  | { readonly privateRequest: number; readonly port: number }
  | { readonly privateAccept: number; readonly port: number }
  | { readonly privateRefuse: number }
  | 'end';

function sentOf({ code, body }: FrameOf<'client_request'>): Sent {
  switch (code) {
    case RequestCode.BROADCAST:
      return { broadcast: textOf(body.text) ?? 'not UTF-8' };
    case RequestCode.DIRECT:
      return { direct: textOf(body.text) ?? 'not UTF-8', to: body.idAddressee };
    case RequestCode.PRIVATE_REQUEST:
      return { privateRequest: body.idAddressee, port: body.port };
    case RequestCode.PRIVATE_ACCEPT:
      return { privateAccept: body.idRequester, port: body.port };
    case RequestCode.PRIVATE_REFUSE:
      return { privateRefuse: body.idRequester };
  }
}

/** The server's end of a chat connection. */
export class ServedClient {
  readonly #framer = new Framer<'client_hello' | 'client_request'>('client_hello');
  readonly #sent: Sent[] = [];
  readonly #readers: ((sent: Sent) => void)[] = [];

  constructor(readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.once('end', () => this.#take('end'));
    socket.on('data', (chunk: Buffer) => {
      this.#framer.push(chunk);
      for (let captured = this.#framer.next(); captured; captured = this.#framer.next()) {
        if (captured.type === 'client_request') this.#take(sentOf(captured.frame));
        else this.#take({ hello: textOf(captured.frame.pseudonym) ?? 'not UTF-8' });
      }
    });
  }

  /** What the client sends next. */
  next(): Promise<Sent> {
    const sent = this.#sent.shift();
    return sent ? Promise.resolve(sent) : new Promise((resolve) => this.#readers.push(resolve));
  }

  /** Whether the client has sent anything that nobody has read. */
  get isQuiet(): boolean {
    return this.#sent.length === 0 && this.#framer.pendingBytes === 0;
  }

  /** Sends the bytes in one write. */
  send(...frames: Uint8Array[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  /** Accepts the pseudonym that comes next; what is behind the list travels in the same segment. */
  async accept(clients: readonly ListedClient[] = [], ...behind: Uint8Array[]): Promise<void> {
    await this.next();
    this.#framer.expect('client_request');
    this.send(encodeAccepted(clients), ...behind);
  }

  #take(sent: Sent): void {
    const reader = this.#readers.shift();
    if (reader) reader(sent);
    else this.#sent.push(sent);
  }
}

/** A server that does only what a test says. */
export class ScriptedServer {
  readonly #sockets: Socket[] = [];
  readonly #waiting: Socket[] = [];

  private constructor(private readonly listener: Server) {
    listener.on('connection', (socket) => {
      this.#sockets.push(socket);
      if (!listener.emit('taken', socket)) this.#waiting.push(socket);
    });
  }

  static async start(): Promise<ScriptedServer> {
    const listener = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new ScriptedServer(listener);
  }

  get port(): number {
    return (this.listener.address() as { port: number }).port;
  }

  /** How many connections there have been that nobody has taken. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** The next connection. */
  async connection(): Promise<Socket> {
    const socket = this.#waiting.shift();
    return socket ?? ((await once(this.listener, 'taken'))[0] as Socket);
  }

  /** The next connection, as one of a chat client. */
  async client(): Promise<ServedClient> {
    return new ServedClient(await this.connection());
  }

  /** Takes no more connections. */
  refuse(): void {
    this.listener.close();
  }

  close(): void {
    this.refuse();
    for (const socket of this.#sockets) socket.destroy();
  }
}
