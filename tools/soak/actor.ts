import {
  type Cosp,
  encodeBroadcastRequest,
  encodeDirectRequest,
  type FrameOf,
  ResponseCode,
} from '../../wire';
import { type Listener, Member } from '../support/member';
import type { Ledger } from './ledger';
import { type Numbered, numberedOf, textOf } from './messages';

type Response = FrameOf<'server_response'>;

/** What has come from one other actor. */
export interface Reception {
  /** Number of the next message to everybody; undefined until one has come from who was there before. */
  next: number | undefined;
  /** The first one has a higher number: what came before was for others. */
  readonly floor: number;
  /** The first one has at most the number behind this one: what came later was for this actor as well. */
  readonly ceiling: number;
  /** Messages to this actor alone. */
  directs: number;
}

/** One client of the soak, which numbers what it sends and checks what it receives. */
export class Actor implements Listener {
  /** Messages to everybody: sent, and known to have been served. */
  sent = 0;
  served = 0;
  /** Messages to one by addressee, and how often the addressee was absent. */
  readonly directs = new Map<number, number>();
  absents = 0;
  directsSent = 0;
  /** How many absences it has to be told of, because of what did not come to those that have left. */
  readonly owed = { sure: 0, atMost: 0 };
  /** What has come, by sender. */
  readonly receptions = new Map<number, Reception>();
  /** How it has left. */
  gone: 'in order' | 'reset' | undefined;
  readonly #roster = new Map<number, number>();
  /** Senders that it has seen leave, and all of whose messages had come by then. */
  readonly #finished = new Set<number>();
  readonly #awaited = new Map<string, () => void>();
  readonly #floors = new Map<number, number>();
  #member: Member | undefined;
  #fences = 0;

  constructor(
    readonly number: number,
    private readonly ledger: Ledger,
  ) {}

  get member(): Member {
    if (this.#member === undefined) throw new Error(`${this.number} has not joined`);
    return this.#member;
  }

  /** The identifier that the server has given it, as the others were told. */
  get id(): number {
    return this.ledger.idOf(this.number);
  }

  /** Actors that it knows to be there. */
  get others(): IterableIterator<number> {
    return this.#roster.values();
  }

  /** Joins, and waits until it knows its identifier. */
  async join(port: number): Promise<void> {
    const pseudonym = `soak ${this.number}`;
    this.#member = await Member.connect({ port }, pseudonym, this);
    for (const other of this.ledger.actors) this.#floors.set(other.number, other.served);
    this.ledger.add(this);
    await this.#member.register();
    await this.ledger.known(this.number);
  }

  /** Writes so many messages to everybody and to others, and waits until they have been served. */
  async converse(broadcasts: number, addressees: readonly number[], padding: number): Promise<void> {
    const frames: Buffer[] = [];
    for (let count = 0; count < broadcasts; count += 1) {
      this.sent += 1;
      frames.push(encodeBroadcastRequest(textOf(this.#numbered('B', this.sent), padding)));
    }
    for (const addressee of addressees) frames.push(this.#direct(addressee));
    this.member.socket.write(Buffer.concat(frames));
    await this.fence();
  }

  /** Waits until all that it has sent has been served, and all that was sent to it before has come. */
  async fence(): Promise<void> {
    const { sent } = this;
    this.#fences += 1;
    const text = textOf(this.#numbered('F', this.#fences));
    const passed = this.awaits(`fence ${this.#fences}`);
    this.member.socket.write(encodeDirectRequest(this.id, text));
    await passed;
    this.served = sent;
  }

  /** Leaves after all has been served. */
  async leave(how: 'in order' | 'reset'): Promise<void> {
    const floors = [...this.ledger.actors].map(({ number, served }) => [number, served] as const);
    await this.fence();
    for (const [number, served] of floors) this.#hasAll(number, served);
    this.gone = how;
    if (how === 'reset') this.member.reset();
    else await this.member.leave();
  }

  /** Waits for an event. @throws Error when the connection is over before. */
  awaits(event: string): Promise<void> {
    const { member } = this;
    return new Promise((resolve, reject) => {
      this.#awaited.set(event, resolve);
      void member.lost.then(() =>
        reject(new Error(`${this.number} has lost its connection: ${member.over}`)),
      );
    });
  }

  accepted({ clients }: Cosp.Accepted): void {
    for (const { idClient, pseudonym } of clients) {
      const number = this.#meet(idClient, pseudonym);
      const ceiling = this.ledger.actor(number)?.sent ?? 0;
      const floor = this.#floors.get(number) ?? 0;
      this.receptions.set(number, { next: undefined, floor, ceiling, directs: 0 });
    }
    this.#floors.clear();
  }

  response(frame: Response): void {
    switch (frame.code) {
      case ResponseCode.JOINED: {
        const number = this.#meet(frame.body.idClient, frame.body.pseudonym);
        this.receptions.set(number, { next: 1, floor: 0, ceiling: 0, directs: 0 });
        break;
      }
      case ResponseCode.LEFT:
        this.#left(frame.body.idClient);
        break;
      case ResponseCode.BROADCAST:
      case ResponseCode.DIRECT:
        this.#message(frame.body.idSender, numberedOf(frame.body.text), frame.code);
        break;
      case ResponseCode.ABSENT:
        this.absents += 1;
        break;
      case ResponseCode.PRIVATE_REQUESTED:
        this.#happens(`requested by ${frame.body.idRequester}`);
        break;
      case ResponseCode.PRIVATE_ACCEPTED:
        this.#happens(`accepted by ${frame.body.idAccepter}`);
        break;
      case ResponseCode.PRIVATE_ESTABLISHED:
        this.#happens(`established with ${frame.body.idRequester}`);
        break;
      case ResponseCode.PRIVATE_REFUSED:
        this.ledger.blame(`${this.number} was refused by ${frame.body.idRefuser}`);
    }
  }

  /** Checks that all messages to everybody up to a number have come from an actor. */
  #hasAll(sender: number, upTo: number): void {
    const reception = this.receptions.get(sender);
    if (reception === undefined) return; // has left, or has joined since
    const has = reception.next === undefined ? reception.ceiling : reception.next - 1;
    if (has < upTo) this.ledger.blame(`${this.number} has not got ${has + 1} to ${upTo} of ${sender}`);
  }

  /** Checks that everything has come from everybody who is there, and from nobody else; to be asked when all is quiet. */
  settle(): void {
    for (const sender of this.receptions.keys()) {
      const other = this.ledger.actor(sender);
      if (other === undefined || other.gone)
        this.ledger.blame(`${this.number} has not heard that ${sender} has left`);
      else this.#hasAllOf(other);
    }
  }

  /** How many of a sender's messages to it have come; none of who came so late that it never heard of it. */
  directsFrom(sender: number, sent: number): number {
    return this.receptions.get(sender)?.directs ?? (this.#finished.has(sender) ? sent : 0);
  }

  #hasAllOf(other: Actor): void {
    this.#hasAll(other.number, other.sent);
    const wrote = other.directs.get(this.number) ?? 0;
    const has = this.receptions.get(other.number)?.directs ?? 0;
    if (has !== wrote) this.ledger.blame(`${this.number} has ${has} of ${wrote} directs of ${other.number}`);
  }

  #numbered(kind: Numbered['kind'], number: number): Numbered {
    return { kind, sender: this.number, number, before: this.sent };
  }

  #direct(addressee: number): Buffer {
    const number = (this.directs.get(addressee) ?? 0) + 1;
    this.directs.set(addressee, number);
    this.directsSent += 1;
    return encodeDirectRequest(this.ledger.idOf(addressee), textOf(this.#numbered('D', number)));
  }

  #meet(idClient: number, pseudonym: Uint8Array): number {
    const number = Number(Buffer.from(pseudonym).toString().split(' ')[1]);
    if (this.#roster.has(idClient)) this.ledger.blame(`${idClient} is on the roster of ${this.number} twice`);
    this.#roster.set(idClient, number);
    this.ledger.isKnown(number, idClient);
    return number;
  }

  #left(idClient: number): void {
    const number = this.#roster.get(idClient);
    if (number === undefined) {
      this.ledger.blame(`${this.number} heard that ${idClient} has left, which was not there`);
      return;
    }
    const other = this.ledger.actor(number);
    if (other?.gone === undefined)
      this.ledger.blame(`${this.number} heard that ${number} has left, which is there`);
    else this.#hasAllOf(other);
    this.#roster.delete(idClient);
    this.receptions.delete(number);
    this.#finished.add(number);
  }

  #message(idSender: number, message: Numbered, code: Response['code']): void {
    const { kind, sender, number } = message;
    this.ledger.deliveries += 1;
    if (kind === 'F' && sender === this.number) this.#happens(`fence ${number}`);
    else if (this.#roster.get(idSender) !== sender || (kind === 'B') !== (code === ResponseCode.BROADCAST))
      this.ledger.blame(`${this.number} got ${kind} ${number} of ${sender} under ${idSender}`);
    else if (kind === 'B') this.#broadcast(sender, number);
    else this.#directed(message);
  }

  #broadcast(sender: number, number: number): void {
    const reception = this.receptions.get(sender);
    if (reception === undefined) return;
    const { next, floor, ceiling } = reception;
    const isRight = next === undefined ? number > floor && number <= ceiling + 1 : number === next;
    if (!isRight)
      this.ledger.blame(`${this.number} got ${number} of ${sender} for ${next ?? `${floor}...${ceiling}`}`);
    reception.next = number + 1;
  }

  /** Also its place among the messages to everybody is kept (COSP-5.1-3). */
  #directed({ sender, number, before }: Numbered): void {
    const reception = this.receptions.get(sender);
    if (reception === undefined) return;
    reception.directs += 1;
    const inPlace = reception.next === undefined || reception.next === before + 1;
    if (reception.directs !== number || !inPlace)
      this.ledger.blame(`${this.number} got direct ${number} of ${sender} out of place`);
  }

  #happens(event: string): void {
    this.#awaited.get(event)?.();
    this.#awaited.delete(event);
  }
}
