import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeClientHello, encodeDirectRequest, Framer } from '../../../wire';
import { type News, newsOfReply, newsOfResponse } from './news';

/** Where a peer connects to, and from where. */
export interface Route {
  readonly port: number;
  readonly host?: string;
  readonly localPort?: number;
  readonly localAddress?: string;
}

let nonces = 0;

/** The far end of a chat connection: sends what it is told, and yields what comes, frame by frame. */
export class Peer {
  /** Identifier by which the others know it, once it is registered. */
  id = Number.NaN;
  readonly #news: News[] = [];
  readonly #readers: ((news: News) => void)[] = [];
  readonly #framer = new Framer<'connection_reply' | 'server_response'>('connection_reply');
  #over: News | undefined;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.once('end', () => this.#end('ended'));
    socket.once('error', (error) => this.#end((error as NodeJS.ErrnoException).code ?? error.message));
    socket.once('close', () => this.#end('closed'));
  }

  static async connect({ host = '127.0.0.1', ...route }: Route): Promise<Peer> {
    const socket = connect({ host, noDelay: true, ...route });
    await once(socket, 'connect');
    return new Peer(socket);
  }

  /** On a socket that is connected. */
  static on(socket: Socket): Peer {
    return new Peer(socket);
  }

  /** Sends the bytes in one write. */
  send(...frames: Uint8Array[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  /** What comes next: a frame, or the end of the connection. */
  next(): Promise<News> {
    const news = this.#news.shift() ?? this.#over;
    if (news !== undefined) return Promise.resolve(news);
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  /** Checks what comes next, in order. */
  async gets(...expected: News[]): Promise<void> {
    for (const news of expected) assert.deepEqual(await this.next(), news);
  }

  /** Asks for a pseudonym and yields the answer. */
  ask(pseudonym: Uint8Array | string): Promise<News> {
    this.send(encodeClientHello(pseudonym));
    return this.next();
  }

  /**
   * Checks that nothing has come and that nothing is on its way: what the witness has set off would come before its
   * direct message.
   */
  async getsNothingFrom(witness: Peer): Promise<void> {
    const direct = `fence ${nonces++}`;
    witness.send(encodeDirectRequest(this.id, direct));
    await this.gets({ direct, from: witness.id });
  }

  #receive(chunk: Buffer): void {
    this.#framer.push(chunk);
    for (let captured = this.#framer.next(); captured; captured = this.#framer.next()) {
      if (captured.type === 'server_response') this.#tell(newsOfResponse(captured.frame));
      else {
        const news = newsOfReply(captured.frame);
        if (news !== 'pseudonym in use') this.#framer.expect('server_response');
        this.#tell(news);
      }
    }
  }

  #tell(news: News): void {
    const reader = this.#readers.shift();
    if (reader) reader(news);
    else this.#news.push(news);
  }

  #end(over: string): void {
    this.#over ??= { over };
    for (const reader of this.#readers.splice(0)) reader(this.#over);
  }
}
