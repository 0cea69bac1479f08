import { type Captured, Cosp, type EntryType, Framer, MalformedFrameError } from '../../wire';
import { Conversation } from '../conversation';
import { Violation } from '../judgement';
import { Connection, type ConnectionContext } from './connection';
import { isAnnouncement } from './desync';
import { Received } from './received';
import { keyOf } from './roster-view';

/** One client of a crowd: counts the others that it has been told of, and keeps what is no roster update. */
export class CrowdMember {
  /** Messages and answers, in the order of arrival. */
  readonly inbox: Received[] = [];
  /** How many others of the scenario it has been told of: list plus joins minus departures, itself left out. */
  others = 0;
  /** Identifiers of those that do not belong to the scenario: they may come and go as they like. */
  readonly #strangers = new Set<number>();
  accepted = false;
  /** What is wrong in what it received. */
  problem: Violation | undefined;
  readonly key: string;
  #connection!: Connection;
  readonly #framer = new Framer<EntryType>('connection_reply');

  private constructor(
    readonly name: string,
    readonly pseudonym: Buffer,
    private readonly belongs: (key: string) => boolean,
  ) {
    this.key = keyOf(pseudonym);
  }

  /**
   * Connects. Rejects with Node's error.
   * @param belongs whether somebody of the scenario has asked for a pseudonym, given as a key.
   * @param onProgress is called after each chunk.
   */
  static async connect(
    name: string,
    pseudonym: Buffer,
    context: ConnectionContext,
    belongs: (key: string) => boolean,
    onProgress: () => void,
  ): Promise<CrowdMember> {
    const member = new CrowdMember(name, pseudonym, belongs);
    const unheard = { ...context, conversation: new Conversation() };
    member.#connection = await Connection.open(name, unheard, (chunk) => {
      member.#onChunk(chunk);
      onProgress();
    });
    return member;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** What it has been told so far, in words. */
  state(): string {
    if (!this.accepted) return `not accepted; the connection ${this.#connectionState()}`;
    const frames = this.inbox.map(({ summary }) => summary).slice(-3);
    return [`told of ${this.others} others`, ...frames].join('; ');
  }

  #connectionState(): string {
    const { end, finReceived } = this.#connection;
    if (end) return `was ${end}`;
    return finReceived ? 'was closed by the server' : 'is open';
  }

  #onChunk(chunk: Buffer): void {
    if (this.problem) return;
    try {
      this.#framer.push(chunk);
      for (let captured = this.#framer.next(); captured; captured = this.#framer.next()) this.#take(captured);
    } catch (error) {
      if (!(error instanceof MalformedFrameError)) throw error;
      const rest = Buffer.from(this.#framer.rest());
      // An acceptance that does not end where its entries do has a count that is not theirs, unless it is none.
      const blames = isAnnouncement(rest, this.belongs) ? 'COSP-2-2' : 'COSP-2.1-4';
      this.problem = new Violation(`"${this.name}" got bytes that are no frame: ${error.message}`, {
        ...(!this.accepted && { blames, presumed: true }),
        frame: { bytes: rest, markOffset: error.offset },
      });
    }
  }

  #take(captured: Captured<EntryType>): void {
    if (captured.type === 'connection_reply') this.#takeReply(captured as Captured<'connection_reply'>);
    else this.#takeResponse(captured as Captured<'server_response'>);
  }

  #takeReply({ frame }: Captured<'connection_reply'>): void {
    if (frame.code === Cosp.ConnectionCode.PSEUDONYM_IN_USE) {
      this.problem = new Violation(`"${this.name}" was refused its pseudonym, which nobody else has`);
      return;
    }
    this.#framer.expect('server_response');
    this.accepted = true;
    for (const { idClient, pseudonym } of frame.body.clients) this.#count(idClient, pseudonym);
  }

  #count(id: number, pseudonym: Uint8Array): void {
    const key = keyOf(pseudonym);
    if (key === this.key) return;
    if (this.belongs(key)) this.others++;
    else this.#strangers.add(id);
  }

  #takeResponse(captured: Captured<'server_response'>): void {
    const { frame } = captured;
    if (frame.code === Cosp.ResponseCode.JOINED) this.#count(frame.body.idClient, frame.body.pseudonym);
    else if (frame.code === Cosp.ResponseCode.LEFT) {
      if (!this.#strangers.delete(frame.body.idClient)) this.others--;
    } else this.inbox.push(new Received(captured));
  }
}
