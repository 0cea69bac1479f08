import {
  encodeAbsent,
  encodeAccepted,
  encodeBroadcastResponse,
  encodeDirectResponse,
  encodeJoined,
  encodeLeft,
  encodePrivateAccepted,
  encodePrivateEstablished,
  encodePrivateRefused,
  encodePrivateRequested,
  encodePseudonymInUse,
} from '../../wire';
import type { AdapterEvent } from '../adapter/protocol';
import type { Member } from './cast';
import { goRound } from './go-round';
import type { Stage } from './stage';

/** What the server can say of a private connection with another client. */
export type PrivateNews = 'asks' | 'accepts' | 'refuses' | 'is connected';

/**
 * Says what a server says, and takes down what the client must show for it. It says the next thing when the client has
 * shown the last one, unless the link holds back: frames that come together are judged where they are the subject
 * (COSP-1-6). `blame` as the world has it.
 */
export class Script {
  /** The last frame was a -1: what goes wrong behind it is rather the reading of that. */
  #isBehindAbsent = false;
  /** The client shows nothing for the last frame. */
  #isUnshown = false;

  constructor(
    private readonly stage: Stage,
    private readonly blame: (base: string, ...more: string[]) => string,
  ) {}

  /** Accepts the pseudonym, with the list of all who are there; the own entry in their midst, where `own` is given. */
  async accept(own?: Member): Promise<void> {
    const { stage } = this;
    const members = stage.cast.present;
    if (own) members.splice(members.length / 2, 0, own);
    const list = members.map(({ identifier, pseudonym }) => ({ idClient: identifier, pseudonym }));
    stage.link.answered(true);
    stage.link.send('connection_reply', encodeAccepted(list));
    this.#owe({ event: 'registered', roster: stage.cast.pseudonyms }, 'COSP-2.1-6', 'COSP-2.2-8');
  }

  /** Refuses the pseudonym. */
  async refuse(): Promise<void> {
    this.stage.link.answered(false);
    this.stage.link.send('connection_reply', encodePseudonymInUse());
    this.#owe({ event: 'register.refused' }, 'COSP-2.2-8');
  }

  /** Somebody comes. */
  async join(name: string, as: Partial<Member> = {}): Promise<void> {
    await this.#pace();
    const { identifier, pseudonym } = this.stage.cast.enter(name, as);
    this.#respond(encodeJoined(identifier, pseudonym));
    this.#owe({ event: 'joined', pseudonym }, 'COSP-3-1');
  }

  /** The client is told of its own coming, which it may show or not. */
  async joinSelf(identifier: number): Promise<void> {
    await this.#pace();
    const pseudonym = this.stage.own ?? '';
    this.#respond(encodeJoined(identifier, pseudonym));
    this.stage.owe({ event: { event: 'joined', pseudonym }, blames: 'COSP-3-1', optional: true });
    this.#isUnshown = true;
  }

  /** Somebody goes. */
  async leave(name: string): Promise<void> {
    await this.#pace();
    const { identifier, pseudonym } = this.stage.cast.leave(name);
    this.stage.links.departed(name);
    this.#respond(encodeLeft(identifier));
    this.#owe({ event: 'left', pseudonym }, 'COSP-3-1', 'COSP-3.2-6');
  }

  /** Somebody writes, to everybody or to the client alone. */
  async write(name: string, text: Buffer, kind: 'broadcast' | 'direct'): Promise<void> {
    await this.#pace();
    const { identifier, pseudonym } = this.stage.cast.member(name);
    const encode = kind === 'broadcast' ? encodeBroadcastResponse : encodeDirectResponse;
    this.#respond(encode(identifier, text));
    this.#owe({ event: kind, from: pseudonym, text: text.toString() }, 'COSP-4-8');
  }

  /** The addressee of something is not there. */
  async absent(): Promise<void> {
    await this.#pace();
    this.#respond(encodeAbsent());
    this.#owe({ event: 'absent' }, 'COSP-5.2-5');
    this.#isBehindAbsent = true;
  }

  /** Tells the client what another one does about a private connection. */
  async tellPrivate(name: string, news: PrivateNews): Promise<void> {
    await this.#pace();
    const { identifier, pseudonym } = this.stage.cast.member(name);
    const { links } = this.stage;
    if (news === 'asks') {
      this.#respond(encodePrivateRequested(identifier));
      this.#owe({ event: 'private.requested', from: pseudonym }, 'COSP-6-6');
    } else if (news === 'accepts') {
      links.tell(name, 'request');
      this.#respond(encodePrivateAccepted(identifier));
      this.#owe({ event: 'private.accepted', by: pseudonym }, 'COSP-6.2-11');
    } else if (news === 'refuses') {
      links.refused(name);
      this.#respond(encodePrivateRefused(identifier));
      this.#owe({ event: 'private.refused', by: pseudonym }, 'COSP-6.3-4');
    } else {
      links.tell(name, 'acceptance');
      this.#respond(encodePrivateEstablished(identifier));
      this.#isUnshown = true;
    }
  }

  /** Says bytes that need not be a frame, for which the client shows nothing that is known. */
  async raw(bytes: Buffer): Promise<void> {
    await this.#pace();
    this.stage.link.sendRaw(bytes);
  }

  /** The server ends the chat connection; the client must notice. */
  async end(how: 'close' | 'reset'): Promise<void> {
    await this.#pace();
    const { link } = this.stage;
    await link.connection.written();
    if (how === 'close') link.connection.close();
    else link.connection.reset();
    this.stage.over = true;
    this.#owe({ event: 'disconnected' }, 'COSP-7-9');
  }

  async #pace(): Promise<void> {
    const { stage } = this;
    if (stage.link.holds) return;
    await stage.shown();
    if (this.#isUnshown) await goRound(stage);
    this.#isUnshown = false;
    this.#isBehindAbsent = false;
  }

  #respond(bytes: Buffer): void {
    this.stage.link.send('server_response', bytes);
  }

  #owe(event: AdapterEvent, base: string, ...more: string[]): void {
    const blames = this.#isBehindAbsent ? this.blame('COSP-5.2-5') : this.blame(base, ...more);
    this.stage.owe({ event, blames });
  }
}
