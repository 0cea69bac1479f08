import { encodeClientHello, encodeDirectRequest } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import { CrowdMember } from '../peer/crowd-member';
import { Signal } from '../signal';
import type { Chat, CrowdOfChat } from './chat';
import { goRound } from './pieces';

/** How many connect before the server gets a turn: many servers let no more than 50 wait to be accepted. */
const GROUP = 40;

/**
 * Many clients at once, each kept as light as can be: of the roster it only counts, and what it says is in no
 * conversation. The peers of the scenario are others to it, and check its announcements in full.
 */
export class Crowd implements CrowdOfChat {
  readonly members: CrowdMember[] = [];
  readonly #signal = new Signal();
  #progress = 0;
  #isLookDue = false;
  #left = false;

  constructor(
    private readonly chat: Chat,
    private readonly blames: string,
  ) {}

  /** Keys of the pseudonyms that they have asked for. */
  get keys(): string[] {
    return this.members.map(({ key }) => key);
  }

  /** Whether they have gone, or are going. */
  get left(): boolean {
    return this.#left;
  }

  /** Connects `count` clients, lets all ask for their pseudonyms in one turn, and waits until all are accepted. */
  async gather(count: number): Promise<void> {
    for (let first = 1; first <= count; first += GROUP) {
      const size = Math.min(GROUP, count - first + 1);
      const group = Array.from({ length: size }, (_, i) => this.#connect(`member ${first + i}`));
      this.members.push(...(await Promise.all(group)));
      await goRound(this.chat);
    }
    for (const member of this.members) {
      this.chat.ledger.asking(member.key);
      void member.connection.sendPiece(encodeClientHello(member.pseudonym));
    }
    await this.all((member) => member.accepted, 'connection code 0');
  }

  #connect(name: string): Promise<CrowdMember> {
    const pseudonym = this.chat.pseudonymFor(name);
    const belongs = (key: string): boolean => this.chat.ledger.hasAsked(key);
    const { connectionContext } = this.chat;
    return CrowdMember.connect(name, pseudonym, connectionContext, belongs, () => this.#onProgress());
  }

  /** Looks at the members once a turn of the event loop: chunks for hundreds of them come in one. */
  #onProgress(): void {
    this.#progress++;
    if (this.#isLookDue) return;
    this.#isLookDue = true;
    setImmediate(() => {
      this.#isLookDue = false;
      this.#signal.raise();
    });
  }

  /** Waits until something holds for every member; gives up when nothing has come to any of them for a time-out. */
  async all(holds: (member: CrowdMember) => boolean, expected: string): Promise<void> {
    const waiting = new Set(this.members);
    const done = (): true | undefined => {
      for (const member of waiting) {
        if (member.problem) throw member.problem;
        if (holds(member)) waiting.delete(member);
      }
      return waiting.size === 0 ? true : undefined;
    };
    for (let before = -1; before !== this.#progress; ) {
      before = this.#progress;
      if (await this.#signal.until(done, this.chat.context.timeout)) return;
    }
    const [first] = waiting;
    throw new Violation(`${waiting.size} of ${this.members.length} clients did not get what they must get`, {
      // One that is turned away where others were taken is one too many.
      ...(first && !first.accepted && waiting.size < this.members.length
        ? { blames: 'COSP-7-5', presumed: true }
        : { blames: this.blames }),
      missing: true,
      expected,
      actual: first && `"${first.name}": ${first.state()}`,
    });
  }

  /** The identifier by which `viewer` knows the member. */
  async idOf(viewer: ChatPeer, member: CrowdMember): Promise<number> {
    return viewer.until(() => viewer.view?.idOf(member.key), `"${member.name}" in the roster`, this.blames);
  }

  /** Lets each member write to `addressee` alone. */
  async writeTo(addressee: ChatPeer, textOf: (member: CrowdMember) => Buffer): Promise<void> {
    const id = await this.chat.idOf(addressee, addressee);
    for (const member of this.members) {
      void member.connection.sendPiece(encodeDirectRequest(id, textOf(member)));
    }
  }

  /** All go, and the peers of the scenario are told of each (COSP-3.2-1). */
  async leave(): Promise<void> {
    this.#left = true;
    for (const member of this.members) member.connection.close();
    const listeners = this.chat.present().filter((peer) => !peer.deaf && !peer.uncertain);
    await Promise.all(listeners.map((peer) => this.#departuresAt(peer)));
  }

  /** Waits as long as departures keep coming: so many may take longer than one time-out. */
  async #departuresAt(peer: ChatPeer): Promise<void> {
    const count = (): number => this.members.filter(({ key }) => peer.view?.idOf(key) !== undefined).length;
    for (let before = count(); before > 0; before = count()) {
      const fewer = (): true | undefined => (count() < before ? true : undefined);
      await peer.until(fewer, `response 1: the departure of ${before} clients of a crowd`, 'COSP-3.2-1');
    }
  }

  /** Frees all sockets. */
  dispose(): void {
    this.#left = true;
    for (const member of this.members) member.connection.dispose();
  }
}
