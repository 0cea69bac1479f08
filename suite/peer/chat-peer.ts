import { type EntryType, encodeClientHello, RequestCode, ResponseCode } from '../../wire';
import type { Conversation } from '../conversation';
import { Violation } from '../judgement';
import { plural } from '../report/prose';
import { Connection, type ConnectionContext } from './connection';
import { describeSent } from './describe-copy';
import { Intake } from './intake';
import type { Received } from './received';
import { keyOf, type RosterView } from './roster-view';

/** Where a message to one client has its addressee's identifier. */
const DIRECT_ID = 1;
/** Where a private request has its addressee's identifier, behind code and port, and how long it is. */
const PRIVATE_REQUEST_ID = 5;
const PRIVATE_REQUEST_SIZE = 7;

/** What a peer reports to the chat that it belongs to; what these throw is the peer's problem. */
export interface ChatPeerObserver {
  asking(peer: ChatPeer): void;
  accepted(peer: ChatPeer, view: RosterView): void;
  refused(peer: ChatPeer): void;
  /** An entry of the list or a response 0 has come, which is not in the roster yet. */
  entering(peer: ChatPeer, view: RosterView, id: number, key: string): void;
  joined(peer: ChatPeer, id: number, key: string): void;
  /** A response 1 has come, which is in the roster yet. */
  leaving(view: RosterView, id: number): void;
  left(peer: ChatPeer, key: string): void;
  /** True when the direct message is a fence, which no step has to look at. */
  takesFence(peer: ChatPeer, text: Uint8Array): boolean;
  /** Whether `id` is known to belong to the peer itself. */
  isOwnId(peer: ChatPeer, id: number): boolean;
  /** Whether anybody has been told an identifier of the peer. */
  hasKnownId(peer: ChatPeer): boolean;
  /** Whether anybody but the peer is registered. */
  hasOthers(peer: ChatPeer): boolean;
  /** Whether somebody has asked for the pseudonym with that key. */
  hasAsked(key: string): boolean;
  /** Whether a registered client has the pseudonym that the peer asks for. */
  isInUse(peer: ChatPeer): boolean;
  /** Whether the pseudonym that the peer asks for was somebody's that has left. */
  isFreeAgain(peer: ChatPeer): boolean;
  /** Whether so many are registered, once all have their answers, that the server may have no room for the peer. */
  isCrowded(peer: ChatPeer): Promise<boolean>;
  /** Whether `id` belongs to a client that leaves, or has left. */
  isLeaving(id: number): boolean;
}

/** How a peer has gone, for the requirement that its departure is announced under; `dropped` is by the server. */
export type Leaving = 'close' | 'reset' | 'mid-frame' | 'dropped';

/**
 * A client of the scenario on its chat connection: sends frames, keeps its roster and an inbox of the frames
 * that a step has to look at. Roster updates are taken in at once and checked for sense.
 */
export class ChatPeer {
  /** The pseudonym last asked for. */
  pseudonym: Buffer = Buffer.alloc(0);
  /** The pseudonym as a key of maps. */
  key = '';
  /** It has stopped reading: nothing can be said of what it has been told. */
  deaf = false;
  /** The server may close its connection (it sent what cannot be parsed). */
  uncertain = false;
  /** Identifiers of the departed whose answer may still come. */
  #forgiven: (number | 'anybody')[] = [];
  /** How it has gone, once it has. */
  leaving: Leaving | undefined;
  /** What it has sent since the last fences from it. */
  stimulus: 'none' | 'registration' | 'request' = 'none';
  /** It has sent anything at all. */
  hasSent = false;
  /** It has sent anything since it was registered. */
  hasRequested = false;
  /** It has sent pieces of frames, and may be in the middle of one. */
  sendsPieces = false;
  /** Whom it has written to and whom it has asked for a private connection, by their identifiers. */
  readonly addressees = { direct: new Set<number>(), private: new Set<number>() };
  #connection!: Connection;
  readonly #intake: Intake;

  private constructor(
    readonly name: string,
    private readonly context: ConnectionContext,
    private readonly observer: ChatPeerObserver,
  ) {
    this.#intake = new Intake(this, observer, context.conversation);
  }

  /** Opens a connection; the peer is not registered yet. */
  static async connect(
    name: string,
    context: ConnectionContext,
    observer: ChatPeerObserver,
    local?: { localAddress?: string; localPort: number },
  ): Promise<ChatPeer> {
    const peer = new ChatPeer(name, context, observer);
    peer.#connection = await Connection.open(name, context, (chunk) => peer.#intake.push(chunk), local);
    return peer;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Frames that no step has looked at yet, in the order of arrival. */
  get inbox(): Received[] {
    return this.#intake.inbox;
  }

  /** What it has been told of the others; undefined until it is registered. */
  get view(): RosterView | undefined {
    return this.#intake.view;
  }

  /** -1 answers that no step has looked at yet. */
  get refusals(): number {
    return this.#intake.refusals;
  }

  set refusals(left: number) {
    this.#intake.refusals = left;
  }

  /** The first thing wrong in what it received; every later wait fails with it. */
  get problem(): Violation | undefined {
    return this.#intake.problem;
  }

  set problem(problem: Violation | undefined) {
    this.#intake.problem = problem;
  }

  /** The server's last answer to it, roster updates left out, was that an addressee is absent. */
  get lastToldAbsent(): boolean {
    return this.#intake.lastAnswer === ResponseCode.ABSENT;
  }

  /** It has got a message into which another one was written. */
  get hasTorn(): boolean {
    return this.#intake.hasTorn;
  }

  /** Bytes received so far. */
  get bytesReceived(): number {
    return this.#intake.bytesReceived;
  }

  /** Bytes that have come and are no whole frame. */
  get pendingBytes(): Uint8Array {
    return this.#intake.rest;
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
    this.prepareAsking(pseudonym)();
  }

  /** Does all of {@link ask} but the writing, which the function does that it gives: so several can ask at the same moment. */
  prepareAsking(pseudonym: Uint8Array): () => void {
    this.announceAsking(pseudonym);
    const bytes = encodeClientHello(pseudonym);
    this.noteSent('client_hello', bytes);
    this.#hasNowSent();
    return () => this.#connection.send(bytes);
  }

  /** Says that the pseudonym is about to be asked for, when the bytes are sent by other means. */
  announceAsking(pseudonym: Uint8Array): void {
    this.pseudonym = Buffer.from(pseudonym);
    this.key = keyOf(this.pseudonym);
    this.#intake.expectAnswer();
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
    this.#conversation.note(
      this.name,
      'sent',
      () => `${note}: ${plural(bytes.length, 'byte')}`,
      undefined,
      bytes,
    );
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
    if (this.view) this.hasRequested = true;
    this.#intake.noteSending();
  }

  /** Writes a sent frame into the conversation. */
  noteSent(type: EntryType, bytes: Uint8Array): void {
    if (type === 'client_request') this.#noteAddressee(Buffer.from(bytes.subarray(0, PRIVATE_REQUEST_SIZE)));
    this.#conversation.note(this.name, 'sent', () => describeSent(type, bytes), type, bytes);
  }

  #noteAddressee(request: Buffer): void {
    const code = request[0];
    if (code === RequestCode.DIRECT && request.length >= DIRECT_ID + 2)
      this.addressees.direct.add(request.readInt16BE(DIRECT_ID));
    else if (code === RequestCode.PRIVATE_REQUEST && request.length === PRIVATE_REQUEST_SIZE)
      this.addressees.private.add(request.readInt16BE(PRIVATE_REQUEST_ID));
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

  /** Waits until the server has answered to its pseudonym, or cannot any more; at most a time-out. */
  async answered(): Promise<void> {
    await this.#connection.until(() => this.problem || this.gone || this.hasAnswer || undefined);
  }

  /**
   * Waits until what has begun to come is there to its last byte; at most a time-out. A server may send a frame in pieces, so
   * that half of one says nothing.
   */
  async wholeFrames(): Promise<void> {
    await this.#connection.until(
      () => this.problem || this.gone || this.pendingBytes.length === 0 || undefined,
    );
  }

  /** Whether the server has answered to its pseudonym. */
  get hasAnswer(): boolean {
    return this.registered || this.refusals > 0;
  }

  /** Waits for the acceptance of its pseudonym and gives its roster (COSP-2.1-1). */
  async accepted(blames = 'COSP-2.1-1'): Promise<RosterView> {
    const expected = 'connection code 0 with the list of the other clients';
    const probe = (): RosterView | undefined => {
      if (this.refusals === 0 || this.view) return this.view;
      throw this.#missing(expected, this.observer.isFreeAgain(this) ? 'COSP-2.2-5' : blames);
    };
    try {
      return await this.until(probe, expected, blames);
    } catch (error) {
      // One that is turned away where others were taken is one too many.
      const isTurnedAway = this.gone && this.bytesReceived === 0;
      if (isTurnedAway && (await this.observer.isCrowded(this))) throw this.#missing(expected, 'COSP-7-5');
      throw error;
    }
  }

  /** From now on one -1, or one -2 with the identifier (`anybody`: with any), is nobody's business, whenever it comes. */
  forgive(departed: number | 'anybody' | undefined): void {
    if (departed !== undefined) this.#forgiven.push(departed);
  }

  /** The first frame that no step has looked at, but for what is forgiven. */
  unlooked(): Received | undefined {
    this.#forgiven = this.#forgiven.filter((departed) => {
      const at = this.inbox.findIndex(
        ({ code, id }) =>
          code === ResponseCode.ABSENT ||
          (code === ResponseCode.PRIVATE_REFUSED && (departed === 'anybody' || id === departed)),
      );
      if (at >= 0) this.inbox.splice(at, 1);
      return at < 0;
    });
    return this.inbox[0];
  }

  /** What has come that nobody has looked at, in words. */
  unseen(): string {
    const parts = this.inbox.map((frame) => frame.summary);
    if (this.refusals > 0) parts.unshift(`connection code -1 (pseudonym in use), ${this.refusals} times`);
    const rest = this.pendingBytes;
    if (rest.length > 0)
      parts.push(`${plural(rest.length, 'byte')} that ${rest.length === 1 ? 'is' : 'are'} no whole frame`);
    if (this.#connection.finReceived || this.#connection.end) {
      parts.push(`the connection was ${this.#connection.end ?? 'closed by the server'}`);
    }
    return parts.length > 0 ? parts.slice(0, 5).join('; ') : 'nothing';
  }

  #missing(expected: string, blames: string | undefined): Violation {
    const actual = this.unseen();
    const rest = this.pendingBytes;
    const type = this.view ? 'server_response' : 'connection_reply';
    const desync = rest.length > 0 ? this.#intake.blameForDesync() : undefined;
    return new Violation(`"${this.name}" did not get what it must get`, {
      blames: desync ?? blames,
      presumed: true,
      missing: true,
      expected,
      actual: actual === 'nothing' ? `nothing within ${this.context.timeout / 1000} s` : actual,
      peer: this.name,
      frame: rest.length > 0 ? { type, bytes: Buffer.from(rest) } : undefined,
    });
  }
}
