import type { Socket } from 'node:net';
import type { Conversation } from '../conversation';
import type { Segmentation } from '../run-parameters';
import { SegmentWriter, seededRandom } from '../segmentation';
import { Signal } from '../signal';
import { type LocalEnd, openSocket } from './open-socket';
import type { TlsDestination } from './secure-socket';

/** How a connection came to its end, as seen from the suite's side. */
export type ConnectionEnd = `${'closed' | 'reset'} by the ${Party | 'suite'}`;

/** Who is at the other end: the target. */
export type Party = 'server' | 'client';

/** What a connection needs to know of the run. */
export interface ConnectionContext {
  readonly host: string;
  readonly port: number;
  /** The server is to be talked to by TLS. */
  readonly tls?: TlsDestination;
  readonly timeout: number;
  readonly segmentation: Segmentation;
  readonly conversation: Conversation;
  /** Called before each wait: writes what `coalesced` mode has held back, of all peers. */
  readonly beforeWait: () => void;
  /** The server unless told. */
  readonly party?: Party;
}

let opened = 0;

/** How long a server may take to close its half of a connection that has been closed, in milliseconds. */
const LINGER = 2_000;

/** One TCP connection between the suite and the target. Told apart: FIN, reset, and own closing. */
export class Connection {
  readonly signal = new Signal();
  readonly #socket: Socket;
  readonly #writer: SegmentWriter;
  #end: ConnectionEnd | undefined;
  #finReceived = false;
  #closing = false;
  #closesAfterOther = false;
  readonly #party: Party;

  /** Takes over a socket that is connected. */
  constructor(
    readonly name: string,
    private readonly context: ConnectionContext,
    socket: Socket,
    onData: (chunk: Buffer) => void,
  ) {
    this.#socket = socket;
    const { segmentation, party = 'server' } = context;
    this.#party = party;
    const seed = segmentation.mode === 'random' ? segmentation.seed : 0;
    this.#writer = new SegmentWriter(socket, segmentation.mode, seededRandom(seed + opened++));
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      if (this.#end) return;
      onData(chunk);
      this.signal.raise();
    });
    socket.on('end', () => this.#onFin());
    socket.on('error', (error: NodeJS.ErrnoException) => this.#finish(`reset by the ${party}`, error.code));
    socket.on('finish', () => this.signal.raise());
    socket.on('close', () => {
      this.#finish(`closed by the ${party}`);
      this.signal.raise();
    });
  }

  /** Connects; `local` binds the given port first. Rejects as {@link openSocket} does. */
  static async open(
    name: string,
    context: ConnectionContext,
    onData: (chunk: Buffer) => void,
    local?: LocalEnd,
  ): Promise<Connection> {
    const socket = await openSocket(context, local);
    const from = local ? ` from ${socket.localAddress} port ${socket.localPort}` : '';
    context.conversation.note(name, 'event', () => `connected${from}`);
    return new Connection(name, context, socket, onData);
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? '';
  }

  /** The other end's address, as this connection has it. */
  get remoteAddress(): string {
    return this.#socket.remoteAddress ?? '';
  }

  /** How it ended; undefined while the other end can still send. */
  get end(): ConnectionEnd | undefined {
    return this.#end;
  }

  /** The other end has closed its sending half: nothing more will come. */
  get finReceived(): boolean {
    return this.#finReceived;
  }

  /** Nothing is left of it in either direction. */
  get isClosed(): boolean {
    return this.#socket.closed;
  }

  /** Sends in the run's segmentation. */
  send(bytes: Uint8Array): void {
    this.#writer.write(bytes);
  }

  /** Writes at once, as one piece, past the segmentation: for scenarios that cut by themselves. */
  sendPiece(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) =>
      this.#writer.afterWrites(() => this.#socket.write(bytes, () => resolve())),
    );
  }

  /** Resolves when everything sent so far has been handed to the socket. */
  written(): Promise<void> {
    return new Promise((resolve) => this.#writer.afterWrites(resolve));
  }

  /** Writes raw bytes with backpressure: resolves when the socket can take more. False once the connection is gone. */
  sendBulk(bytes: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      if (!this.#socket.writable) resolve(false);
      else if (this.#socket.write(bytes)) resolve(true);
      else {
        const done = (): void => {
          this.#socket.off('drain', done);
          this.#socket.off('close', done);
          resolve(this.#socket.writable);
        };
        this.#socket.once('drain', done);
        this.#socket.once('close', done);
      }
    });
  }

  /** Bytes that the socket has not yet handed to the system. */
  get unsent(): number {
    return this.#socket.writableLength;
  }

  /** Bytes that the system has taken. */
  get taken(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  flush(): void {
    this.#writer.flush();
  }

  /** Stops reading: the kernel's buffers fill, then the server's. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Closes the sending half after what was written; the server may still send. */
  closeSending(): void {
    this.#writer.afterWrites(() => this.#socket.end());
  }

  /**
   * Closes orderly (FIN) after what was written. What still comes is read and thrown away: closing a socket
   * with unread bytes would make the system send a reset.
   */
  close(): void {
    this.#note('closed');
    this.#closing = true;
    this.#writer.afterWrites(() => {
      this.#finish('closed by the suite');
      this.#socket.end();
      this.#socket.resume();
    });
  }

  /** Closes as soon as the other end has. */
  closeAfterOther(): void {
    this.#closesAfterOther = true;
    if (this.#finReceived) this.close();
  }

  /** Waits until the system has all that was sent, and the end of it (FIN). */
  async sendingClosed(): Promise<void> {
    const socket = this.#socket;
    await this.until(() => socket.writableFinished || socket.closed || undefined);
  }

  /** Waits until the connection has ended in both directions. */
  async closed(): Promise<void> {
    await this.until(() => this.#socket.closed || undefined);
  }

  /**
   * Frees the socket, whatever state it is in; at the end of a scenario. An orderly close is let come to its
   * end: cut short it would be a reset, which is not what the server was told.
   */
  dispose(): void {
    if (this.#closing && !this.#socket.destroyed) {
      const timer = setTimeout(() => this.#socket.destroy(), LINGER);
      timer.unref();
      this.#socket.once('close', () => clearTimeout(timer));
      return;
    }
    this.#finish('closed by the suite');
    this.#socket.destroy();
  }

  /** Ends with a reset (RST) once everything written has been handed to the system. */
  reset(): void {
    this.#note('reset');
    this.#writer.afterWrites(() => {
      this.#finish('reset by the suite');
      this.#socket.resetAndDestroy();
    });
  }

  /**
   * Waits for `probe` to give something, up to the run's time-out or `timeout`; undefined when nothing came.
   * The probe is asked again after each chunk and at the end of the connection.
   */
  until<T>(probe: () => T | undefined, timeout = this.context.timeout): Promise<T | undefined> {
    this.context.beforeWait();
    return this.signal.until(probe, timeout);
  }

  /** The same for a probe that looks at `other` too. */
  either<T>(other: Connection, probe: () => T | undefined): Promise<T | undefined> {
    this.context.beforeWait();
    return this.signal.until(probe, this.context.timeout, other.signal);
  }

  #note(event: string): void {
    if (!this.#end) this.context.conversation.note(this.name, 'event', () => event);
  }

  #onFin(): void {
    this.#finReceived = true;
    if (!this.#end)
      this.context.conversation.note(
        this.name,
        'event',
        () => `the ${this.#party} closed its sending half (FIN)`,
      );
    if (this.#closesAfterOther) this.close();
    this.signal.raise();
  }

  #finish(end: ConnectionEnd, code?: string): void {
    if (this.#end) return;
    this.#end = end;
    if (!end.endsWith('suite')) {
      this.context.conversation.note(this.name, 'event', () => `${end}${code ? ` (${code})` : ''}`);
    }
    this.signal.raise();
  }
}
