import type { Socket } from 'node:net';
import { printable } from '../../wire';
import { Violation } from '../judgement';
import { Connection, type ConnectionContext } from './connection';
import type { PrivateStream } from './private-stream';
import { blameForGreeting, blameForStray } from './stray-frame';

/**
 * One side of a private connection: a TCP connection to the server, bound locally to the port that the peer
 * declared (COSP-6-1). Bytes are raw. What no step has asked for is unaccounted and fails the scenario.
 */
export class PrivateSide {
  #connection!: Connection;
  #unaccounted: Buffer[] = [];
  #stream: PrivateStream | undefined;
  #problem: Violation | undefined;
  #abandoned = false;

  private constructor(
    readonly name: string,
    private readonly context: ConnectionContext,
  ) {}

  /** Connects from the declared port; rejects with Node's error. */
  static async open(
    name: string,
    context: ConnectionContext,
    local: { localAddress: string; localPort: number },
  ): Promise<PrivateSide> {
    const side = new PrivateSide(name, context);
    side.#connection = await Connection.open(name, context, (chunk) => side.#onChunk(chunk), local);
    return side;
  }

  /** The side of a client under test that has connected to the suite. */
  static adopt(name: string, context: ConnectionContext, socket: Socket): PrivateSide {
    const side = new PrivateSide(name, context);
    side.#connection = new Connection(name, context, socket, (chunk) => side.#onChunk(chunk));
    return side;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Nothing more can come. */
  get gone(): boolean {
    return this.#connection.end !== undefined || this.#connection.finReceived;
  }

  /** Bytes that came and that no step has asked for. */
  get unaccounted(): Buffer {
    return Buffer.concat(this.#unaccounted);
  }

  /** The first thing wrong in what it received. */
  get problem(): Violation | undefined {
    return this.#problem;
  }

  /** Sends a few raw bytes, in the run's segmentation. */
  send(bytes: Buffer): void {
    this.#note('sent', `raw, ${bytes.length} bytes`, bytes);
    this.#connection.send(bytes);
  }

  /** Sends a stream as fast as the server takes it; false if the connection ended before. */
  async sendStream(stream: PrivateStream): Promise<boolean> {
    this.#note('sent', `raw stream of ${stream.length} bytes`);
    await this.#connection.written();
    for (let position = 0; position < stream.length; ) {
      const piece = stream.slice(position);
      if (!(await this.#connection.sendBulk(piece))) return false;
      position += piece.length;
    }
    return true;
  }

  /** Waits for exactly these bytes, which must be the next to come, and takes them. */
  async receive(expected: Buffer, blames?: string): Promise<void> {
    await this.#until(
      () => this.#checkBegin(expected, blames) || undefined,
      `${expected.length} bytes: ${printable(expected, 60)}`,
      blames,
    );
    const rest = this.unaccounted.subarray(expected.length);
    this.#unaccounted = rest.length > 0 ? [rest] : [];
  }

  /** What comes from now on is this stream. */
  expectStream(stream: PrivateStream): void {
    this.#stream = stream;
    for (const chunk of this.#unaccounted.splice(0)) this.#take(chunk);
  }

  /** Waits for the rest of the expected stream, as long as bytes keep coming: a big one may take its while. */
  async receiveStream(blames?: string): Promise<void> {
    const stream = this.#stream;
    if (!stream) throw new Error('no stream is expected');
    while (!stream.complete) {
      const before = stream.position;
      const expected = `a stream of ${stream.length} bytes`;
      await this.#until(() => (stream.position > before ? true : undefined), expected, blames);
    }
    if (this.#problem) throw this.#problem;
    this.#stream = undefined;
  }

  /** Waits for the end of what the other side sends: a FIN, for a reset may have cost bytes under way. */
  async ended(blames?: string): Promise<void> {
    const { connection } = this;
    const expected = 'the end of the connection (FIN)';
    const ended = await connection.until(() => {
      if (connection.finReceived) return true;
      if (connection.end && !connection.end.endsWith('by the suite')) throw this.#missing(expected, blames);
      return undefined;
    });
    if (!ended) throw this.#missing(expected, blames);
  }

  /** Waits for the end of the connection, orderly or by a reset. */
  async over(blames?: string): Promise<void> {
    if (!(await this.#connection.until(() => this.gone || undefined)))
      throw this.#missing('the end of the connection (FIN or reset)', blames);
  }

  async #until<T>(probe: () => T | undefined, expected: string, blames?: string): Promise<T> {
    const value = await this.#connection.until(() => {
      if (this.#problem) throw this.#problem;
      const found = probe();
      if (found === undefined && this.gone) throw this.#missing(expected, blames);
      return found;
    });
    if (value === undefined) throw this.#missing(expected, blames);
    return value;
  }

  /** Whether all of `expected` has come; what has come so far must be its beginning. */
  #checkBegin(expected: Buffer, blames: string | undefined): boolean {
    const all = this.unaccounted;
    const actual = all.subarray(0, expected.length);
    if (actual.equals(expected.subarray(0, actual.length))) return actual.length === expected.length;
    const markOffset = actual.findIndex((byte, i) => byte !== expected[i]);
    throw new Violation(`${this.name} got other bytes than were sent`, {
      blames: blameForGreeting(all, expected) ?? blameForStray(all.subarray(markOffset)) ?? blames,
      expected: printable(expected, 60),
      actual: printable(actual, 60),
      peer: this.name,
      frame: { bytes: Buffer.from(actual), markOffset },
    });
  }

  #missing(expected: string, blames: string | undefined): Violation {
    const { end, finReceived } = this.#connection;
    const ended = end ?? (finReceived ? 'closed by the other end' : undefined);
    const rest = this.unaccounted;
    const came = this.#stream
      ? `${this.#stream.position} bytes`
      : `${rest.length} bytes${rest.length > 0 ? `: ${printable(rest, 60)}` : ''}`;
    return new Violation(`${this.name} did not get what it must get`, {
      blames,
      presumed: true,
      expected,
      actual: ended
        ? `${came}, then the connection was ${ended}`
        : `${came} within ${this.context.timeout / 1000} s`,
      peer: this.name,
    });
  }

  /** Nothing more can be said of what comes: what has come is thrown away, and what still comes. */
  abandon(): void {
    this.#abandoned = true;
    this.#unaccounted = [];
  }

  #onChunk(chunk: Buffer): void {
    if (this.#abandoned) return;
    this.#note('received', `raw, ${chunk.length} bytes`, chunk.length <= 1024 ? chunk : undefined);
    this.#take(chunk);
  }

  #take(chunk: Buffer): void {
    const stream = this.#stream;
    if (!stream) {
      this.#unaccounted.push(chunk);
      return;
    }
    const begin = stream.position;
    const { taken, difference } = stream.take(chunk);
    if (difference >= 0) {
      this.#problem ??= new Violation(
        `${this.name} got a changed byte at ${begin + difference} of a stream`,
        {
          blames: begin === 0 ? blameForGreeting(chunk, stream.slice(0)) : undefined,
          expected: 'the bytes that were sent, in order',
          peer: this.name,
          frame: { bytes: Buffer.from(chunk.subarray(difference, difference + 64)), markOffset: 0 },
        },
      );
    }
    if (taken < chunk.length) this.#unaccounted.push(chunk.subarray(taken));
  }

  #note(direction: 'sent' | 'received', summary: string, bytes?: Buffer): void {
    this.context.conversation.note(this.name, direction, () => summary, undefined, bytes);
  }
}
