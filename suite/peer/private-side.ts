import { printable } from '../../wire';
import { Violation } from '../judgement';
import type { ReservedPort } from '../target/ports';
import { Connection, type ConnectionContext } from './connection';
import type { Pattern } from './pattern';

/** What a peer does with the bytes of a long stream as they come. */
interface PatternCheck {
  pattern: Pattern;
  length: number;
  position: number;
}

/**
 * One side of a private connection: a TCP connection to the server, bound locally to the port that the peer
 * declared (COSP-6-1). Bytes are raw. What no step has asked for is unaccounted and fails the scenario.
 */
export class PrivateSide {
  #connection!: Connection;
  #unaccounted: Buffer[] = [];
  #check: PatternCheck | undefined;
  #problem: Violation | undefined;
  /** All bytes received. */
  received = 0;

  private constructor(
    readonly name: string,
    private readonly context: ConnectionContext,
  ) {}

  /** Connects from the declared port. */
  static async open(
    name: string,
    context: ConnectionContext,
    port: ReservedPort,
    localAddress: string,
  ): Promise<PrivateSide> {
    const side = new PrivateSide(name, context);
    await port.release();
    const local = { localAddress, localPort: port.port };
    side.#connection = await Connection.open(name, context, (chunk) => side.#onChunk(chunk), local);
    return side;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Bytes that came and that no step has asked for. */
  get unaccounted(): Buffer {
    return Buffer.concat(this.#unaccounted);
  }

  get problem(): Violation | undefined {
    return this.#problem;
  }

  /** Sends a few raw bytes. */
  send(bytes: Buffer): void {
    this.context.conversation.note(this.name, 'sent', () => `raw ${printable(bytes, 40)}`, undefined, bytes);
    void this.#connection.sendBulk(bytes);
  }

  /** Sends `length` bytes of the pattern as fast as the server takes them; false if the connection ended before. */
  async sendPattern(pattern: Pattern, length: number): Promise<boolean> {
    this.context.conversation.note(this.name, 'sent', () => `raw stream of ${length} bytes`);
    for (let position = 0; position < length; ) {
      const piece = pattern.slice(position, Math.min(65_536, length - position));
      if (!(await this.#connection.sendBulk(piece))) return false;
      position += piece.length;
    }
    return true;
  }

  /** Waits for exactly these bytes, which must be the next to come. */
  async receive(expected: Buffer, blames?: string): Promise<void> {
    await this.#until(
      () => (this.unaccounted.length >= expected.length ? true : undefined),
      printable(expected, 60),
      blames,
    );
    const all = this.unaccounted;
    const actual = all.subarray(0, expected.length);
    if (!actual.equals(expected)) throw this.#differs(expected, actual, blames);
    this.#unaccounted = [all.subarray(expected.length)].filter(({ length }) => length > 0);
  }

  /** Waits for `length` bytes of the pattern, checked as they come. */
  async receivePattern(pattern: Pattern, length: number, blames?: string): Promise<void> {
    const check = { pattern, length, position: 0 };
    this.#check = check;
    for (const chunk of this.#unaccounted.splice(0)) this.#onChunk(chunk, false);
    await this.#untilProgressStops(check, `a stream of ${length} bytes`, blames);
    this.#check = undefined;
  }

  /** Waits for the end of what the other side sends (FIN or reset). */
  async ended(blames?: string, timeout?: number): Promise<void> {
    const { connection } = this;
    await this.#until(
      () => (connection.finReceived || connection.end ? true : undefined),
      'the end of the connection',
      blames,
      timeout,
    );
  }

  /** Waits as long as bytes keep coming: a big stream may take longer than one time-out. */
  async #untilProgressStops(
    check: PatternCheck,
    expected: string,
    blames: string | undefined,
  ): Promise<void> {
    while (check.position < check.length) {
      const before = check.position;
      await this.#until(() => (check.position > before ? true : undefined), expected, blames);
    }
  }

  async #until<T>(
    probe: () => T | undefined,
    expected: string,
    blames?: string,
    timeout?: number,
  ): Promise<T> {
    const value = await this.#connection.until(() => {
      if (this.#problem) throw this.#problem;
      const found = probe();
      if (found === undefined && (this.#connection.finReceived || this.#connection.end))
        throw this.#missing(expected, blames);
      return found;
    }, timeout);
    if (value === undefined) throw this.#missing(expected, blames);
    return value;
  }

  #missing(expected: string, blames: string | undefined): Violation {
    const { end, finReceived } = this.#connection;
    const ended = end ?? (finReceived ? 'closed by the server' : undefined);
    const came = this.#check ? `${this.#check.position} bytes` : printable(this.unaccounted, 60);
    return new Violation(`${this.name} did not get what it must get`, {
      blames,
      expected,
      actual: ended
        ? `${came}, then the connection was ${ended}`
        : `${came} within ${this.context.timeout / 1000} s`,
      peer: this.name,
    });
  }

  #differs(expected: Buffer, actual: Buffer, blames: string | undefined): Violation {
    const markOffset = actual.findIndex((byte, i) => byte !== expected[i]);
    return new Violation(`${this.name} got other bytes than were sent`, {
      blames,
      expected: printable(expected, 60),
      actual: printable(actual, 60),
      peer: this.name,
      frame: { bytes: actual, markOffset },
    });
  }

  #onChunk(chunk: Buffer, fresh = true): void {
    if (fresh) {
      this.received += chunk.length;
      if (chunk.length <= 1024) {
        this.context.conversation.note(
          this.name,
          'received',
          () => `raw, ${chunk.length} bytes`,
          undefined,
          chunk,
        );
      } else this.context.conversation.note(this.name, 'received', () => `raw, ${chunk.length} bytes`);
    }
    const check = this.#check;
    if (!check) {
      this.#unaccounted.push(chunk);
      return;
    }
    const due = chunk.subarray(0, check.length - check.position);
    const difference = check.pattern.firstDifference(due, check.position);
    if (difference >= 0) {
      this.#problem ??= new Violation(
        `${this.name} got a changed byte at ${check.position + difference} of the stream`,
        {
          expected: 'the bytes that were sent, in order',
          peer: this.name,
          frame: { bytes: due.subarray(difference, difference + 64), markOffset: 0 },
        },
      );
    }
    check.position += due.length;
    if (due.length < chunk.length) this.#unaccounted.push(chunk.subarray(due.length));
  }
}
