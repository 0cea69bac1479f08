import type { Socket } from 'node:net';
import { type Captured, ConnectionCode, type FrameOf, Framer } from '../../wire';
import { CospClientError } from './errors';

/** How long the server may take to close its end, in milliseconds. */
const CLOSING_GRACE = 2_000;

/** Who deals with what comes. */
export interface ChatListener {
  replied(frame: FrameOf<'connection_reply'>): void;
  responded(frame: FrameOf<'server_response'>): void;
  /** Once, when nothing more comes; with an error unless it ended in good order. */
  ended(error?: Error): void;
}

/** Both ends of a TCP connection. */
export interface Endpoints {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** The chat connection: frames in both directions, and one end. */
export class ChatConnection {
  readonly endpoints: Endpoints;
  readonly #framer = new Framer<'connection_reply' | 'server_response'>('connection_reply');
  #closing = false;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly listener: ChatListener,
  ) {
    const { localAddress = '', remoteAddress = '', remotePort = 0 } = socket;
    this.endpoints = { localAddress, remoteAddress, remotePort };
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.once('end', () => this.#end(this.#unfinished()));
    socket.on('error', (error) => this.#end(error));
    socket.once('close', () => {
      clearTimeout(this.#timer);
      this.#end();
    });
  }

  /** Whether frames can still be sent. */
  get isOpen(): boolean {
    return !this.#closing && !this.#ended;
  }

  /**
   * Hands a frame to the socket, at once and whole.
   * @returns when the system has taken it.
   */
  send(frame: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(frame, (error) => {
        if (!error) resolve();
        else reject(new CospClientError('disconnected', 'the connection has ended', { cause: error }));
      });
    });
  }

  /** Ends the connection behind what has been sent; frames that come from now on are dropped. */
  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.socket.end(() => this.#end());
    // Reading goes on: closing with unread bytes would reset the connection, and what was sent last could be lost.
    this.#timer = setTimeout(() => this.socket.destroy(), CLOSING_GRACE).unref();
  }

  /** COSP-1-5, COSP-1-6: all whole frames, in order; what each of them is depends on those before it (COSP-1-7). */
  #receive(chunk: Buffer): void {
    if (!this.isOpen) return;
    this.#framer.push(chunk);
    for (let captured = this.#next(); captured !== undefined; captured = this.#next()) {
      if (captured.type === 'server_response') this.listener.responded(captured.frame);
      else {
        if (captured.frame.code === ConnectionCode.ACCEPTED) this.#framer.expect('server_response');
        this.listener.replied(captured.frame);
      }
    }
  }

  /** COSP-7-9: behind a frame that makes no sense nothing does, so it is the last. */
  #next(): Captured<'connection_reply' | 'server_response'> | undefined {
    if (!this.isOpen) return undefined;
    try {
      return this.#framer.next();
    } catch (error) {
      this.#end(error as Error);
      return undefined;
    }
  }

  #unfinished(): Error | undefined {
    const { pendingBytes } = this.#framer;
    if (pendingBytes === 0 || !this.isOpen) return undefined;
    return new CospClientError('senseless-frame', `the connection ended ${pendingBytes} bytes into a frame`);
  }

  #end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.close();
    this.listener.ended(error);
  }
}
