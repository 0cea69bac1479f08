import {
  type Captured,
  Cosp,
  decode,
  describeFrame,
  type EntryType,
  encodeClientHello,
  Framer,
  FrameTooLongError,
  MalformedFrameError,
  printable,
} from '../../wire';
import type { Conversation } from '../conversation';
import { Violation } from '../judgement';
import { Connection, type ConnectionContext } from './connection';
import { identifierOf, Received } from './received';
import { keyOf, RosterView } from './roster-view';

/** What a peer reports to the chat that it belongs to; what these throw is the peer's problem. */
export interface ChatPeerObserver {
  asking(peer: ChatPeer): void;
  accepted(peer: ChatPeer, view: RosterView): void;
  /** A response 0 has come, which is not in the roster yet. */
  joining(peer: ChatPeer, key: string): void;
  joined(peer: ChatPeer, id: number, key: string): void;
  left(peer: ChatPeer, key: string): void;
  /** True when the direct message is a fence, which no step has to look at. */
  takesFence(peer: ChatPeer, text: Uint8Array): boolean;
  /** Whether `id` is known to belong to the peer itself. */
  isOwnId(peer: ChatPeer, id: number): boolean;
  /** Whether a registered client has the pseudonym that the peer asks for. */
  isInUse(peer: ChatPeer): boolean;
}

/** How a peer has gone, for the requirement that its departure is announced under; `dropped` is by the server. */
export type Leaving = 'close' | 'reset' | 'mid-frame' | 'dropped';

/**
 * A client of the scenario on its chat connection: sends frames, keeps its roster and an inbox of the frames
 * that a step has to look at. Roster updates are taken in at once and checked for sense.
 */
export class ChatPeer {
  /** Frames that no step has looked at yet, in the order of arrival. */
  readonly inbox: Received[] = [];
  /** What it has been told of the others; undefined until it is registered. */
  view: RosterView | undefined;
  /** The pseudonym last asked for. */
  pseudonym: Buffer = Buffer.alloc(0);
  /** The pseudonym as a key of maps. */
  key = '';
  /** -1 answers that no step has looked at yet. */
  refusals = 0;
  /** The first thing wrong in what it received; every later wait fails with it. */
  problem: Violation | undefined;
  /** It has stopped reading: nothing can be said of what it has been told. */
  deaf = false;
  /** The server may close its connection (it sent what cannot be parsed). */
  uncertain = false;
  /** How it has gone, once it has. */
  leaving: Leaving | undefined;
  /** What it has sent since the last fences from it. */
  stimulus: 'none' | 'registration' | 'request' = 'none';
  /** It has sent anything at all. */
  hasSent = false;
  /** It has sent pieces of frames, and may be in the middle of one. */
  sendsPieces = false;
  /** Bytes received so far. */
  bytesReceived = 0;
  #connection!: Connection;
  readonly #framer = new Framer<EntryType>('connection_reply', { maxBytes: 1 << 28 });
  /** Pseudonyms asked for that have no answer yet. */
  #unanswered = 0;
  /** It sent something else than a pseudonym before it was registered: anything may come. */
  #unpredictable = false;
  /** The code of the frame before the one that is taken. */
  #lastCode: number | undefined;

  private constructor(
    readonly name: string,
    private readonly context: ConnectionContext,
    private readonly observer: ChatPeerObserver,
  ) {}

  /** Opens a connection; the peer is not registered yet. */
  static async connect(
    name: string,
    context: ConnectionContext,
    observer: ChatPeerObserver,
    local?: { localAddress?: string; localPort: number },
  ): Promise<ChatPeer> {
    const peer = new ChatPeer(name, context, observer);
    peer.#connection = await Connection.open(name, context, (chunk) => peer.#onChunk(chunk), local);
    return peer;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get registered(): boolean {
    return this.view !== undefined;
  }

  /** Registered, and its connection is open in both directions. */
  get present(): boolean {
    return this.registered && !this.leaving && !this.gone;
  }

  /** The connection has ended, or nothing more can come from the server. */
  get gone(): boolean {
    return this.#connection.end !== undefined || this.#connection.finReceived;
  }

  get #conversation(): Conversation {
    return this.context.conversation;
  }

  /** Asks for a pseudonym (COSP-2-1). */
  ask(pseudonym: Uint8Array): void {
    this.announceAsking(pseudonym);
    this.send('client_hello', encodeClientHello(pseudonym));
  }

  /** Says that the pseudonym is about to be asked for, when the bytes are sent by other means. */
  announceAsking(pseudonym: Uint8Array): void {
    this.pseudonym = Buffer.from(pseudonym);
    this.key = keyOf(this.pseudonym);
    this.#unanswered++;
    this.observer.asking(this);
  }

  /** Sends whole frames of one entry type, in the run's segmentation. */
  send(type: EntryType, bytes: Uint8Array): void {
    this.noteSent(type, bytes);
    this.#hasNowSent();
    this.#connection.send(bytes);
  }

  /** Sends bytes that need not be a frame, as one piece past the segmentation. */
  async sendPiece(bytes: Uint8Array, note = 'raw bytes'): Promise<void> {
    this.#conversation.note(this.name, 'sent', () => `${note}: ${bytes.length} bytes`, undefined, bytes);
    this.sendsPieces = true;
    this.#hasNowSent();
    await this.#connection.sendPiece(bytes);
  }

  /**
   * Sends a whole frame past the segmentation and past the conversation. False once the connection has gone; comes
   * back when the system can take more.
   */
  sendBulk(bytes: Uint8Array): Promise<boolean> {
    this.#hasNowSent();
    return this.#connection.sendBulk(bytes);
  }

  #hasNowSent(): void {
    this.hasSent = true;
    this.stimulus = this.view ? 'request' : 'registration';
    if (!this.view && this.#unanswered === 0) this.#unpredictable = true;
  }

  /** Writes a sent frame into the conversation. */
  noteSent(type: EntryType, bytes: Uint8Array): void {
    this.#conversation.note(this.name, 'sent', () => describeSent(type, bytes), type, bytes);
  }

  /** Goes with a FIN (`close`), or a reset; `mid-frame` says that the end comes inside a frame. */
  leave(how: 'close' | 'reset', leaving: Leaving = how): void {
    this.leaving = leaving;
    if (how === 'close') this.#connection.close();
    else this.#connection.reset();
  }

  /** Goes with a FIN, but reads on until the server has closed too. */
  stopSending(leaving: Leaving = 'close'): void {
    this.leaving = leaving;
    this.#connection.closeSending();
  }

  /** Stops or starts reading. */
  setDeaf(deaf: boolean): void {
    this.deaf = deaf;
    if (deaf) this.#connection.pause();
    else this.#connection.resume();
  }

  /** Bytes that have come and are no whole frame. */
  get pendingBytes(): Uint8Array {
    return this.#framer.rest();
  }

  /**
   * Waits until `probe` gives something. Fails with the peer's problem, with the end of its connection, or
   * when nothing has come in time; `blames` is the requirement that the failure is about.
   */
  async until<T>(probe: () => T | undefined, expected: string, blames?: string): Promise<T> {
    const value = await this.#connection.until(() => {
      if (this.problem) throw this.problem;
      const found = probe();
      if (found === undefined && this.gone) throw this.#missing(expected, blames);
      return found;
    });
    if (value === undefined) throw this.#missing(expected, blames);
    return value;
  }

  /** Waits for the acceptance of its pseudonym and gives its roster (COSP-2.1-1). */
  accepted(blames = 'COSP-2.1-1'): Promise<RosterView> {
    return this.until(
      () => {
        if (this.refusals > 0 && !this.view) throw this.#missing('connection code 0 with the list', blames);
        return this.view;
      },
      'connection code 0 with the list of the other clients',
      blames,
    );
  }

  /** What has come that nobody has looked at, in words. */
  unseen(): string {
    const parts = this.inbox.map((frame) => frame.summary);
    if (this.refusals > 0) parts.unshift(`connection code -1 (pseudonym in use), ${this.refusals} times`);
    const rest = this.pendingBytes;
    if (rest.length > 0) parts.push(`${rest.length} bytes that are not a whole frame`);
    if (this.#connection.finReceived || this.#connection.end) {
      parts.push(`the connection was ${this.#connection.end ?? 'closed by the server'}`);
    }
    return parts.length > 0 ? parts.slice(0, 5).join('; ') : 'nothing';
  }

  #missing(expected: string, blames: string | undefined): Violation {
    const actual = this.unseen();
    const rest = this.pendingBytes;
    const type = this.view ? 'server_response' : 'connection_reply';
    return new Violation(`"${this.name}" did not get what it must get`, {
      blames,
      expected,
      actual: actual === 'nothing' ? `nothing within ${this.context.timeout / 1000} s` : actual,
      peer: this.name,
      frame: rest.length > 0 ? { type, bytes: Buffer.from(rest) } : undefined,
    });
  }

  #onChunk(chunk: Buffer): void {
    this.bytesReceived += chunk.length;
    if (this.problem) return;
    try {
      this.#framer.push(chunk);
      this.#checkAsked(chunk, 'COSP-2.2-2');
      for (let captured = this.#framer.next(); captured; captured = this.#framer.next()) {
        this.#take(captured);
        if (!this.view) this.#checkAsked(this.#framer.rest(), 'COSP-2.2-1');
      }
    } catch (error) {
      this.problem = this.#problemOf(error, chunk);
    }
  }

  /**
   * A client that is not registered gets nothing but one answer for each pseudonym (COSP-2-2). `behindRefusal` is
   * the requirement broken where it has asked and been refused.
   */
  #checkAsked(bytes: Uint8Array, behindRefusal: string): void {
    if (bytes.length === 0 || this.view || this.#unanswered > 0 || this.#unpredictable) return;
    const isMessage = bytes[0] === Cosp.ResponseCode.BROADCAST || bytes[0] === Cosp.ResponseCode.DIRECT;
    throw new Violation(
      `"${this.name}" got ${bytes.length} bytes that it has not asked for, and is not registered`,
      {
        blames: isMessage ? undefined : this.hasSent ? behindRefusal : 'COSP-2-2',
        expected: 'one answer for each pseudonym, and nothing else',
        actual: printable(bytes, 40),
        frame: { bytes: Buffer.from(bytes), markOffset: 0 },
      },
    );
  }

  #problemOf(error: unknown, chunk: Buffer): Violation {
    if (error instanceof Violation) {
      error.details.peer ??= this.name;
      return error;
    }
    if (!(error instanceof MalformedFrameError || error instanceof FrameTooLongError)) throw error;
    const type = this.view ? 'server_response' : 'connection_reply';
    const rest = Buffer.from(this.#framer.rest());
    const bytes = rest.length > 0 ? rest : chunk;
    this.#conversation.note(this.name, 'received', () => `not a frame: ${error.message}`, type, bytes);
    return new Violation(`"${this.name}" got bytes that are no frame: ${error.message}`, {
      // Who may have sent nonsense may have been answered by an error code of the server's own.
      blames: this.uncertain ? 'COSP-1-7' : this.#blameForDesync(),
      expected: this.view
        ? 'a response code and what belongs to it'
        : 'a connection code and what belongs to it',
      actual: printable(bytes, 40),
      peer: this.name,
      frame: { type, bytes, ...(error instanceof MalformedFrameError && { markOffset: error.offset }) },
    });
  }

  /**
   * Bytes behind a -1 are the usual reason why a stream cannot be read any more (COSP-5.2-1). What answers a
   * pseudonym must be an acceptance, or a refusal where it is in use; an acceptance that goes wrong has to do with
   * what the scenario is about, since a simple one was looked at before all scenarios.
   */
  #blameForDesync(): string | undefined {
    if (!this.view && !this.#unpredictable && this.observer.isInUse(this)) return 'COSP-2.2-1';
    return this.#lastCode === Cosp.ResponseCode.ABSENT ? 'COSP-5.2-1' : undefined;
  }

  #take(captured: Captured<EntryType>): void {
    const { type, frame, bytes } = captured;
    const copy = bytes.length <= 1024 ? Buffer.from(bytes) : undefined;
    const summary = copy ? () => describeCopy(type, copy) : constant(describeFrame(type, frame));
    this.#conversation.note(this.name, 'received', summary, type, bytes);
    if (type === 'connection_reply') this.#takeReply(captured as Captured<'connection_reply'>);
    else this.#takeResponse(captured as Captured<'server_response'>);
  }

  #takeReply({ frame }: Captured<'connection_reply'>): void {
    this.#unanswered--;
    if (frame.code === Cosp.ConnectionCode.PSEUDONYM_IN_USE) {
      this.refusals++;
      return;
    }
    const view = new RosterView(this.key);
    this.#framer.expect('server_response');
    for (const entry of frame.body.clients) view.list(entry.idClient, keyOf(entry.pseudonym));
    this.view = view;
    this.observer.accepted(this, view);
  }

  #takeResponse(captured: Captured<'server_response'>): void {
    const { frame } = captured;
    const view = this.view as RosterView;
    try {
      if (frame.code === Cosp.ResponseCode.JOINED) {
        const key = keyOf(frame.body.pseudonym);
        this.observer.joining(this, key);
        view.join(frame.body.idClient, key);
        this.observer.joined(this, frame.body.idClient, key);
      } else if (frame.code === Cosp.ResponseCode.LEFT) {
        this.observer.left(this, view.leave(frame.body.idClient));
      } else this.#takeOther(captured, view);
    } catch (error) {
      // What makes no sense right behind a -1 is rather the rest of a -1 that is too long.
      if (error instanceof Violation) error.details.blames = this.#blameForDesync() ?? error.details.blames;
      throw error;
    }
    this.#lastCode = frame.code;
  }

  #takeOther(captured: Captured<'server_response'>, view: RosterView): void {
    const { frame } = captured;
    const id = identifierOf(frame);
    // A refusal may be the server's own, for an addressee that has just left (COSP-6.2-17).
    if (
      id !== undefined &&
      frame.code !== Cosp.ResponseCode.PRIVATE_REFUSED &&
      !this.observer.isOwnId(this, id)
    ) {
      view.checkKnown(id, () => describeFrame('server_response', frame));
    }
    if (frame.code === Cosp.ResponseCode.DIRECT && this.observer.takesFence(this, frame.body.text)) return;
    this.inbox.push(new Received(captured));
  }
}

function constant(value: string): () => string {
  return () => value;
}

function describeCopy(type: EntryType, bytes: Uint8Array): string {
  return describeFrame(type, decode(type, bytes));
}

function describeSent(type: EntryType, bytes: Uint8Array): string {
  try {
    return describeCopy(type, bytes);
  } catch {
    return `${bytes.length} bytes`;
  }
}
