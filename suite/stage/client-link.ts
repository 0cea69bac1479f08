import type { Socket } from 'node:net';
import {
  Cosp,
  decode,
  describeFrame,
  type EntryType,
  Framer,
  MalformedFrameError,
  printable,
} from '../../wire';
import { toHex } from '../../wire/hex';
import type { Conversation } from '../conversation';
import { Violation } from '../judgement';
import { Connection, type ConnectionContext } from '../peer/connection';
import { describeSent } from '../peer/describe-copy';

/** A frame that the client under test has sent; with copies of its own. */
export interface Heard {
  readonly type: 'client_hello' | 'client_request';
  readonly bytes: Buffer;
  /** One line for a person. */
  readonly summary: string;
}

/** What is broken by what a registered client sends before the frame that is due. */
export const UNASKED = 'COSP-1-9';

/** How many bytes that are no frame are shown. */
const MOST_DIGITS = 24;

/** Whether something is found in what the client has sent. */
type IsIn = (bytes: Buffer) => boolean;

/** The server's end of the client's chat connection: takes what the client sends apart, and sends what the script says. */
export class ClientLink {
  /** Frames that no step has looked at yet. */
  readonly inbox: Heard[] = [];
  readonly connection: Connection;
  /** The first thing wrong in what came. */
  problem: Violation | undefined;
  /** A pseudonym has come and is not answered yet. */
  awaitsAnswer = false;
  registered = false;
  readonly #framer = new Framer<EntryType>('client_hello');
  readonly #conversation: Conversation;
  #held: Buffer[] | undefined;

  constructor(
    readonly name: string,
    private readonly context: ConnectionContext,
    socket: Socket,
  ) {
    this.#conversation = context.conversation;
    this.connection = new Connection(name, context, socket, (chunk) => this.#push(chunk));
    const port = socket.remotePort;
    this.#conversation.note(name, 'event', () => `connected from port ${port}`);
  }

  /** The client can send nothing more. */
  get gone(): boolean {
    return this.connection.end !== undefined || this.connection.finReceived;
  }

  /** The client has ended its half of the connection, also where the server has ended its own before. */
  get ended(): boolean {
    return this.connection.finReceived || this.connection.isClosed;
  }

  /** Bytes that are no whole frame yet. */
  get rest(): Uint8Array {
    return this.#framer.rest();
  }

  /** Sends a frame, or holds it back. */
  send(type: EntryType, bytes: Buffer): void {
    this.#conversation.note(this.name, 'sent', describeSent.bind(undefined, type, bytes), type, bytes);
    this.#put(bytes);
  }

  /** Sends bytes that need not be a frame. */
  sendRaw(bytes: Buffer): void {
    this.#conversation.note(this.name, 'sent', () => `the bytes ${digitsOf(bytes)}`, undefined, bytes);
    this.#put(bytes);
  }

  #put(bytes: Buffer): void {
    if (this.#held) this.#held.push(bytes);
    else this.connection.send(bytes);
  }

  /** From now on what is sent is held back until it is released. */
  hold(): void {
    this.#held ??= [];
  }

  /** What is sent is held back. */
  get holds(): boolean {
    return this.#held !== undefined;
  }

  /** How many bytes are held back. */
  get heldBytes(): number {
    return (this.#held ?? []).reduce((sum, { length }) => sum + length, 0);
  }

  /** Takes what was held back, as one piece. */
  takeHeld(): Buffer {
    const held = Buffer.concat(this.#held ?? []);
    this.#held = undefined;
    return held;
  }

  /**
   * The server answers the pseudonym: what comes next is another one, or a request.
   * @throws Violation when the client has not waited for the answer (COSP-2-3).
   */
  answered(accepted: boolean): void {
    if (!this.awaitsAnswer) throw new Error('the script answers, but the client has not asked');
    const rest = Buffer.from(this.rest);
    if (rest.length > 0) {
      throw new Violation('the client sent more before its pseudonym was answered', {
        blames: 'COSP-2-3',
        expected: 'nothing until the server has answered',
        actual: printable(rest, 60),
        peer: this.name,
        frame: { bytes: rest, markOffset: 0 },
      });
    }
    this.awaitsAnswer = false;
    this.registered = accepted;
    if (accepted) this.#framer.expect('client_request');
  }

  /**
   * The next frame of the client, which is taken; a Violation when none comes.
   * @param isIn whether what it should be is in these bytes: behind others that are no frame it is not seen as one.
   */
  async next(expected: string, blames?: string, isIn?: IsIn): Promise<Heard> {
    const heard = await this.connection.until(() => {
      const first = this.inbox.shift();
      if (first) return first;
      if (this.problem) throw this.problem;
      if (this.gone) throw this.#missing(expected, blames, isIn);
      return undefined;
    });
    if (!heard) throw this.#missing(expected, blames, isIn);
    return heard;
  }

  /** The next frame must be exactly `expected`. */
  async expect(type: EntryType, expected: Buffer, blames?: string): Promise<void> {
    const what = describeFrame(type, decode(type, expected));
    const isIn: IsIn = (sent) => sent.includes(expected);
    const { bytes, type: actualType, summary } = await this.next(what, blames, isIn);
    if (bytes.equals(expected)) return;
    const later = Buffer.concat([bytes, ...this.inbox.map((one) => one.bytes), this.rest]);
    const isUnasked = this.registered && isIn(later);
    throw new Violation('the client did not send what its user wanted', {
      blames: isUnasked ? UNASKED : blames,
      expected: what,
      actual: summary,
      peer: this.name,
      frame: { type: actualType, bytes, markOffset: firstDifference(bytes, expected) },
    });
  }

  #missing(expected: string, blames: string | undefined, isIn: IsIn | undefined): Violation {
    const rest = Buffer.from(this.rest);
    const isUnasked = this.registered && isIn?.(rest);
    const came = rest.length > 0 ? `${rest.length} bytes that are no whole frame` : 'nothing';
    const end = this.connection.end ?? (this.gone ? 'closed by the client' : undefined);
    const type = this.registered ? 'client_request' : 'client_hello';
    return new Violation('the client did not send what it must send', {
      blames: isUnasked ? UNASKED : blames,
      presumed: true,
      expected,
      actual: end
        ? `${came}, then the connection was ${end}`
        : `${came} within ${this.context.timeout / 1000} s`,
      peer: this.name,
      ...(rest.length > 0 && { frame: { type, bytes: rest } }),
    });
  }

  #push(chunk: Buffer): void {
    if (this.problem) return;
    this.#framer.push(chunk);
    try {
      while (!this.awaitsAnswer) {
        const captured = this.#framer.next();
        if (!captured) return;
        this.#take(captured.type as Heard['type'], Buffer.from(captured.bytes));
      }
    } catch (error) {
      this.problem = this.#problemOf(error);
    }
  }

  #take(type: Heard['type'], bytes: Buffer): void {
    const summary = describeFrame(type, decode(type, bytes));
    this.#conversation.note(this.name, 'received', () => summary, type, bytes);
    if (type === 'client_hello') this.awaitsAnswer = true;
    this.inbox.push({ type, bytes, summary });
  }

  #problemOf(error: unknown): Violation {
    if (!(error instanceof MalformedFrameError)) throw error;
    const type = this.registered ? 'client_request' : 'client_hello';
    const bytes = Buffer.from(this.rest);
    this.#conversation.note(this.name, 'received', () => `not a frame: ${error.message}`, type, bytes);
    return new Violation(`the client sent bytes that are no frame: ${error.message}`, {
      blames: this.registered ? 'COSP-1-9' : 'COSP-2-1',
      presumed: true,
      expected: this.registered ? 'one of the five request codes and what belongs to it' : 'a pseudonym',
      actual: printable(bytes, 40),
      peer: this.name,
      frame: { type, bytes, markOffset: error.offset },
    });
  }
}

/** `07 00 01`, of the first bytes. */
function digitsOf(bytes: Buffer): string {
  const digits = toHex(bytes.subarray(0, MOST_DIGITS)).replace(/..(?=.)/g, '$& ');
  return bytes.length > MOST_DIGITS ? `${digits} …` : digits;
}

/** Offset of the first byte in which `actual` is not `expected`. */
export function firstDifference(actual: Buffer, expected: Buffer): number {
  const at = actual.findIndex((byte, i) => byte !== expected[i]);
  return at >= 0 ? at : Math.min(actual.length, expected.length);
}

/** The identifier that a request bears, and its port; undefined where it has none. */
export function fieldsOf({ bytes }: Heard): { code: number; id?: number; port?: number } {
  const frame = decode('client_request', bytes) as Cosp.ClientRequest;
  switch (frame.code) {
    case Cosp.RequestCode.DIRECT:
      return { code: frame.code, id: frame.body.idAddressee };
    case Cosp.RequestCode.PRIVATE_REQUEST:
      return { code: frame.code, id: frame.body.idAddressee, port: frame.body.port };
    case Cosp.RequestCode.PRIVATE_ACCEPT:
      return { code: frame.code, id: frame.body.idRequester, port: frame.body.port };
    case Cosp.RequestCode.PRIVATE_REFUSE:
      return { code: frame.code, id: frame.body.idRequester };
    default:
      return { code: frame.code };
  }
}
