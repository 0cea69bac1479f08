import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  ConnectionCode,
  type Cosp,
  encodeClientHello,
  encodeDirectRequest,
  type FrameOf,
  Framer,
  ResponseCode,
} from '../../wire';

/** Given to none of the first 32,768 clients: who writes to it is told that it is absent, after all that came before. */
export const NOBODY = -32_768;

type Reply = FrameOf<'connection_reply'>;
type Response = FrameOf<'server_response'>;

/** Where a member connects to, and from where. */
export interface MemberRoute {
  readonly port: number;
  readonly host?: string;
  readonly localAddress?: string;
}

/** What a member hands on. Bytes in frames are valid during the call. */
export interface Listener {
  accepted?(list: Cosp.Accepted): void;
  response?(frame: Response): void;
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** A chat client that is cheap enough to have thousands of, and that makes no promise for each frame. */
export class Member {
  /** How many frames have come after the acceptance. */
  frames = 0;
  /** How the connection ended: `ended`, `closed`, or the code of the error; undefined while it is open. */
  over: string | undefined;
  readonly #framer = new Framer<'connection_reply' | 'server_response'>('connection_reply');
  readonly #fences: Waiting[] = [];
  #registering: Waiting | undefined;
  /** Is fulfilled when the connection is over. */
  readonly lost: Promise<void>;
  #losing: () => void = () => undefined;

  private constructor(
    readonly socket: Socket,
    readonly pseudonym: string,
    private readonly listener: Listener,
  ) {
    this.lost = new Promise((resolve) => {
      this.#losing = resolve;
    });
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.once('end', () => this.#end('ended'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#end(error.code ?? error.message));
    socket.once('close', () => this.#end('closed'));
  }

  /** Connects and does not ask for a pseudonym yet. */
  static async connect(route: MemberRoute, pseudonym: string, listener: Listener = {}): Promise<Member> {
    const socket = connect({ host: '127.0.0.1', noDelay: true, ...route });
    await once(socket, 'connect');
    return new Member(socket, pseudonym, listener);
  }

  /** Connects and registers. */
  static async join(route: MemberRoute, pseudonym: string, listener: Listener = {}): Promise<Member> {
    const member = await Member.connect(route, pseudonym, listener);
    await member.register();
    return member;
  }

  /** @throws Error when it is refused or the connection ends. */
  register(): Promise<void> {
    const registered = new Promise<void>((resolve, reject) => {
      this.#registering = { resolve, reject };
    });
    this.socket.write(encodeClientHello(this.pseudonym));
    return registered;
  }

  /** Waits until everything that was sent so far has been served, and what came of it for this member has arrived. */
  fence(): Promise<void> {
    if (this.over !== undefined) return Promise.reject(this.#whyLost());
    const passed = new Promise<void>((resolve, reject) => this.#fences.push({ resolve, reject }));
    this.socket.write(encodeDirectRequest(NOBODY, ''));
    return passed;
  }

  /** Ends the connection in order, after what was written. */
  async leave(): Promise<void> {
    if (this.socket.destroyed) return;
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.resume().end();
    await closed;
  }

  /** The connection is lost. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  #receive(chunk: Buffer): void {
    this.#framer.push(chunk);
    for (let captured = this.#framer.next(); captured; captured = this.#framer.next()) {
      if (captured.type === 'server_response') this.#respond(captured.frame);
      else this.#reply(captured.frame);
    }
  }

  #reply(reply: Reply): void {
    if (reply.code !== ConnectionCode.ACCEPTED) {
      this.#registering?.reject(new Error(`${this.pseudonym}: the pseudonym is in use`));
      return;
    }
    this.#framer.expect('server_response');
    this.listener.accepted?.(reply.body);
    this.#registering?.resolve();
  }

  #respond(response: Response): void {
    this.frames += 1;
    const fence = response.code === ResponseCode.ABSENT ? this.#fences.shift() : undefined;
    if (fence) fence.resolve();
    else this.listener.response?.(response);
  }

  #whyLost(): Error {
    return new Error(`${this.pseudonym}: the connection is over: ${this.over}`);
  }

  #end(over: string): void {
    this.over ??= over;
    this.#losing();
    this.#registering?.reject(this.#whyLost());
    for (const fence of this.#fences.splice(0)) fence.reject(this.#whyLost());
  }
}

/** Keeps the roster of one member, as a client does (COSP-3-1), and refuses what cannot be. */
export class RosterKeeper implements Listener {
  /** Pseudonyms of the others by identifier. */
  readonly others = new Map<number, string>();

  accepted({ clients }: Cosp.Accepted): void {
    for (const { idClient, pseudonym } of clients) this.#add(idClient, pseudonym);
  }

  response(frame: Response): void {
    if (frame.code === ResponseCode.JOINED) this.#add(frame.body.idClient, frame.body.pseudonym);
    else if (frame.code === ResponseCode.LEFT && !this.others.delete(frame.body.idClient))
      throw new Error(`${frame.body.idClient} has left and was not there`);
  }

  /** The pseudonyms, sorted. */
  get pseudonyms(): string[] {
    return [...this.others.values()].sort();
  }

  #add(idClient: number, pseudonym: Uint8Array): void {
    if (this.others.has(idClient)) throw new Error(`${idClient} is there twice`);
    this.others.set(idClient, Buffer.from(pseudonym).toString());
  }
}
