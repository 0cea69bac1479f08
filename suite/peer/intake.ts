import {
  type Captured,
  Cosp,
  describeFrame,
  type EntryType,
  Framer,
  FrameTooLongError,
  MalformedFrameError,
  printable,
} from '../../wire';
import type { Conversation } from '../conversation';
import { Violation, type ViolationDetails } from '../judgement';
import type { ChatPeer, ChatPeerObserver } from './chat-peer';
import { describeCopy } from './describe-copy';
import { hasWrongCount, isAnnouncement, isDeparture, isListInOtherOrder, isMessage, isTorn } from './desync';
import { identifierOf, Received } from './received';
import { keyOf, RosterView } from './roster-view';

/** What is presumably broken where the bytes behind such a frame make no sense: that frame is too long. */
const TOO_LONG: ReadonlyMap<number | undefined, string> = new Map([
  [Cosp.ResponseCode.ABSENT, 'COSP-5.2-1'],
  [Cosp.ResponseCode.PRIVATE_REQUESTED, 'COSP-6-2'],
  [Cosp.ResponseCode.PRIVATE_ACCEPTED, 'COSP-6.2-2'],
  [Cosp.ResponseCode.PRIVATE_ESTABLISHED, 'COSP-6.2-2'],
  [Cosp.ResponseCode.PRIVATE_REFUSED, 'COSP-6.3-2'],
]);

/**
 * What comes to a peer on its chat connection, taken apart into frames: roster updates and answers about the
 * pseudonym are taken in at once and checked, the rest waits for a step. The first thing wrong stays its problem.
 */
export class Intake {
  /** Frames that no step has looked at yet, in the order of arrival. */
  readonly inbox: Received[] = [];
  /** What the peer has been told of the others; undefined until it is registered. */
  view: RosterView | undefined;
  /** -1 answers that no step has looked at yet. */
  refusals = 0;
  /** The first thing wrong in what came. */
  problem: Violation | undefined;
  /** Bytes received so far. */
  bytesReceived = 0;
  readonly #framer = new Framer<EntryType>('connection_reply', { maxBytes: 1 << 28 });
  /** Pseudonyms asked for that have no answer yet. */
  #unanswered = 0;
  /** It was refused a pseudonym. */
  #wasRefused = false;
  /** An acceptance without entries, until something comes behind it. */
  #emptyAcceptance: Uint8Array | undefined;
  /** The peer sent something else than a pseudonym before it was registered: anything may come. */
  #unpredictable = false;
  readonly #isAsked = (key: string): boolean => this.observer.hasAsked(key);
  /** The code of the frame before the one that is taken. */
  #lastCode: number | undefined;
  /** The code of the last frame that was no roster update. */
  lastAnswer: number | undefined;
  /** A message came into which another one was written. */
  hasTorn = false;

  constructor(
    private readonly peer: ChatPeer,
    private readonly observer: ChatPeerObserver,
    private readonly conversation: Conversation,
  ) {}

  /** Bytes that have come and are no whole frame. */
  get rest(): Uint8Array {
    return this.#framer.rest();
  }

  /** The peer asks for a pseudonym: one answer is due. */
  expectAnswer(): void {
    this.#unanswered++;
  }

  /** The peer has sent bytes, of a pseudonym where an answer is due. */
  noteSending(): void {
    if (!this.view && this.#unanswered === 0) this.#unpredictable = true;
  }

  /** Takes in what has come. */
  push(chunk: Buffer): void {
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
    const blames = isAnnouncement(bytes, this.#isAsked) ? 'COSP-2.2-2' : behindRefusal;
    throw new Violation(
      `"${this.peer.name}" got ${bytes.length} bytes that it has not asked for, and is not registered`,
      {
        ...(isMessage(bytes)
          ? { blames: this.peer.hasSent ? 'COSP-2.2-2' : 'COSP-4-4', presumed: true }
          : { blames: this.peer.hasSent ? blames : 'COSP-2-2' }),
        expected: 'one answer for each pseudonym, and nothing else',
        actual: printable(bytes, 40),
        frame: { bytes: Buffer.from(bytes), markOffset: 0 },
      },
    );
  }

  #problemOf(error: unknown, chunk: Buffer): Violation {
    if (error instanceof Violation) {
      error.details.peer ??= this.peer.name;
      return error;
    }
    if (!(error instanceof MalformedFrameError || error instanceof FrameTooLongError)) throw error;
    const type = this.view ? 'server_response' : 'connection_reply';
    const rest = Buffer.from(this.#framer.rest());
    const bytes = rest.length > 0 ? rest : chunk;
    this.conversation.note(this.peer.name, 'received', () => `not a frame: ${error.message}`, type, bytes);
    return new Violation(`"${this.peer.name}" got bytes that are no frame: ${error.message}`, {
      ...this.#blameForNonsense(error),
      expected: this.view
        ? 'a response code and what belongs to it'
        : 'a connection code and what belongs to it',
      actual: printable(bytes, 40),
      peer: this.peer.name,
      frame: { type, bytes, ...(error instanceof MalformedFrameError && { markOffset: error.offset }) },
    });
  }

  /**
   * Who may have sent nonsense may have been answered by an error code of the server's own, unless what came is known
   * to be for others.
   */
  #blameForNonsense(
    error: MalformedFrameError | FrameTooLongError,
  ): Pick<ViolationDetails, 'blames' | 'presumed'> {
    const isMeantForOthers = !this.view && (this.#isForOthers(this.rest) || this.#isMessageForOthers());
    if (this.peer.uncertain && !isMeantForOthers) return { blames: 'COSP-1-7' };
    return { blames: this.blameForDesync() ?? this.#blameForCode(error), presumed: true };
  }

  /**
   * Bytes behind a short answer are the usual reason why a stream cannot be read any more: an identifier behind
   * a -1 (COSP-5.2-1), a port behind a private request (COSP-6-2). What answers a
   * pseudonym must be an acceptance, or a refusal where it is in use; an acceptance that does not end where its entries
   * do has a count that is not theirs (COSP-2.1-4).
   */
  blameForDesync(): string | undefined {
    if (!this.view && !this.#unpredictable) {
      if (this.#isForOthers(this.rest)) return this.#wasRefused ? 'COSP-2.2-2' : 'COSP-2-2';
      if (this.observer.isInUse(this.peer)) return 'COSP-2.2-1';
      if (hasWrongCount(this.rest, this.#isAsked)) return 'COSP-2.1-4';
    }
    // The joining of client 0 begins like an acceptance without entries.
    if (this.#emptyAcceptance && this.#isForOthers(Buffer.concat([this.#emptyAcceptance, this.rest])))
      return this.#wasRefused ? 'COSP-2.2-2' : 'COSP-2-2';
    return TOO_LONG.get(this.#lastCode);
  }

  /** Whether `bytes`, which came where an answer about the pseudonym is due, are a roster update, which is for registered clients. */
  #isForOthers(bytes: Uint8Array): boolean {
    if (isListInOtherOrder(bytes, this.#isAsked)) return false;
    // Its own joining in front of its answer is a matter of the answer.
    const isOther = (key: string): boolean => key !== this.peer.key && this.#isAsked(key);
    return isAnnouncement(bytes, isOther) || isDeparture(bytes, (id) => this.observer.isLeaving(id));
  }

  /**
   * A code that there is not may be one of the server's own (COSP-1-7), or the rest of a frame with a wrong size; a
   * message to one that is not registered yet is told as that (COSP-4-4).
   */
  #blameForCode(error: MalformedFrameError | FrameTooLongError): string | undefined {
    if (!(error instanceof MalformedFrameError && error.field === 'code')) return undefined;
    if (this.view) return 'COSP-1-7';
    return this.#isMessageForOthers() ? 'COSP-4-4' : undefined;
  }

  #isMessageForOthers(): boolean {
    return isMessage(this.rest) && this.observer.hasOthers(this.peer);
  }

  #take(captured: Captured<EntryType>): void {
    const { type, frame, bytes } = captured;
    const copy = bytes.length <= 1024 ? Buffer.from(bytes) : undefined;
    const summary = copy ? () => describeCopy(type, copy) : constant(describeFrame(type, frame));
    this.conversation.note(this.peer.name, 'received', summary, type, bytes);
    if (type === 'connection_reply') this.#takeReply(captured as Captured<'connection_reply'>);
    else this.#takeResponse(captured as Captured<'server_response'>);
  }

  #takeReply({ frame, bytes }: Captured<'connection_reply'>): void {
    this.#unanswered--;
    if (frame.code === Cosp.ConnectionCode.PSEUDONYM_IN_USE) {
      this.refusals++;
      this.#wasRefused = true;
      this.observer.refused(this.peer);
      return;
    }
    const view = new RosterView(this.peer.key);
    this.#framer.expect('server_response');
    this.view = view;
    if (frame.body.clients.length === 0) this.#emptyAcceptance = Buffer.from(bytes);
    for (const entry of frame.body.clients) {
      const key = keyOf(entry.pseudonym);
      this.observer.entering(this.peer, view, entry.idClient, key);
      view.list(entry.idClient, key);
    }
    this.observer.accepted(this.peer, view);
  }

  #takeResponse(captured: Captured<'server_response'>): void {
    const { frame } = captured;
    const view = this.view as RosterView;
    this.#emptyAcceptance = undefined;
    let isSound = false;
    try {
      if (frame.code === Cosp.ResponseCode.JOINED) {
        const key = keyOf(frame.body.pseudonym);
        this.observer.entering(this.peer, view, frame.body.idClient, key);
        isSound = this.observer.hasAsked(key);
        view.join(frame.body.idClient, key);
        this.observer.joined(this.peer, frame.body.idClient, key);
      } else if (frame.code === Cosp.ResponseCode.LEFT) {
        this.observer.leaving(view, frame.body.idClient);
        this.observer.left(this.peer, view.leave(frame.body.idClient));
      } else this.#takeOther(captured, view);
    } catch (error) {
      // What makes no sense right behind a -1 is rather the rest of a -1 that is too long.
      if (error instanceof Violation && !isSound && this.#lastCode === Cosp.ResponseCode.ABSENT) {
        Object.assign(error.details, { blames: 'COSP-5.2-1', presumed: true });
      }
      throw error;
    }
    this.#lastCode = frame.code;
    if (frame.code !== Cosp.ResponseCode.JOINED && frame.code !== Cosp.ResponseCode.LEFT)
      this.lastAnswer = frame.code;
  }

  #takeOther(captured: Captured<'server_response'>, view: RosterView): void {
    const { frame } = captured;
    const id = identifierOf(frame);
    if (
      (frame.code === Cosp.ResponseCode.BROADCAST || frame.code === Cosp.ResponseCode.DIRECT) &&
      isTorn(frame.body.text, (sender) => view.pseudonymOf(sender) !== undefined)
    )
      this.hasTorn = true;
    // A refusal may be the server's own, for an addressee that has just left (COSP-6.2-17).
    if (
      id !== undefined &&
      frame.code !== Cosp.ResponseCode.PRIVATE_REFUSED &&
      !this.observer.isOwnId(this.peer, id)
    ) {
      const isEcho = frame.code === Cosp.ResponseCode.BROADCAST && this.peer.stimulus === 'request';
      const mayBeOwn = isEcho && !this.observer.hasKnownId(this.peer);
      view.checkKnown(id, () => new Received(captured), mayBeOwn);
    }
    if (frame.code === Cosp.ResponseCode.DIRECT && this.observer.takesFence(this.peer, frame.body.text))
      return;
    this.inbox.push(new Received(captured));
  }
}

function constant(value: string): () => string {
  return () => value;
}
