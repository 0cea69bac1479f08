import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ObservedServer, type Sight } from '../support/observed';
import { Actor } from './actor';
import { Gate } from './gate';
import { Ledger } from './ledger';
import { exchangePrivately } from './private-connection';

/** Messages to everybody that are written at once, and those to one. */
const BROADCASTS = 10;
const DIRECTS = 5;
/** One batch in so many has long texts. */
const LONG_ONE_IN = 50;
const [SHORT, LONG] = [64, 8_000];
/** Batches of a client that comes and goes. */
const STAY = 5;
/** How many of the clients that stay have private connections, in pairs. */
const PRIVATE_PAIRS = 2;
/** Times a MiB that each side of a private connection sends. */
const MIB_EACH_WAY = 4;
/** In milliseconds; only to end it when something hangs. */
const LONGEST_WAIT = 120_000;

/** What is asked for. */
export interface SoakOptions {
  /** In milliseconds. */
  readonly duration: number;
  /** Clients that stay, and clients that come and go. */
  readonly residents: number;
  readonly visitors: number;
  /** How often one looks. */
  readonly looks: number;
  /** Ends it early, with a last look. */
  readonly interrupted: AbortSignal;
  /** Is told when all who stay have joined, and at each look. */
  readonly onLook: (soak: Soak) => void;
}

/** A server under the load of clients that number all they send and check all they get. */
export class Soak {
  readonly ledger = new Ledger();
  /** What could be seen each time that all was quiet, garbage collected. */
  readonly sights: Sight[] = [];
  /** How late the event loop was between two looks. */
  readonly delays: Sight['delay'][] = [];
  joins = 0;
  resets = 0;
  privateConnections = 0;
  privateBytes = 0;
  /** What has ended it before its time. */
  readonly #trouble: Promise<never>;
  #inTrouble: (error: unknown) => void = () => undefined;
  readonly #gate: Gate;
  readonly #residents: Actor[] = [];
  #stopping = false;
  #numbers = 0;

  private constructor(
    readonly server: ObservedServer,
    private readonly options: SoakOptions,
  ) {
    this.#gate = new Gate(options.residents + options.visitors + PRIVATE_PAIRS);
    this.#trouble = new Promise((_, reject) => {
      this.#inTrouble = reject;
    });
    this.#trouble.catch(() => undefined);
  }

  /** Runs it to the end, or to the first trouble, which is among the ledger's blames. */
  static async run(options: SoakOptions): Promise<Soak> {
    const soak = new Soak(await ObservedServer.start(), options);
    try {
      await Promise.race([soak.#run(), soak.#trouble]);
    } catch (error) {
      soak.ledger.blame(error instanceof Error ? error.message : String(error));
    } finally {
      soak.#stopping = true;
      for (const { member } of soak.ledger.actors) member.socket.destroy();
      await soak.server.stop();
    }
    return soak;
  }

  async #run(): Promise<void> {
    const before = await this.server.look({ reset: true });
    const loops = await this.#startLoops();
    const { duration, looks, onLook, interrupted } = this.options;
    onLook(this);
    const end = performance.now() + duration;
    for (let next = 1; !this.#stopping; next += 1) {
      await this.#loadUntil(end - duration * (1 - next / looks));
      await this.#look();
      onLook(this);
      this.#stopping = interrupted.aborted || this.ledger.blames.length > 0 || performance.now() >= end;
      this.#gate.open();
    }
    await Promise.all(loops);
    await this.#allLeave(before);
  }

  /** The load goes on until a time, or until one is interrupted. */
  async #loadUntil(time: number): Promise<void> {
    const { interrupted } = this.options;
    const wait = Math.max(0, time - performance.now());
    await setTimeout(wait, undefined, { signal: interrupted }).catch(() => undefined);
  }

  async #startLoops(): Promise<Promise<void>[]> {
    const residents = Array.from({ length: this.options.residents }, () => this.#newActor());
    this.#residents.push(...residents);
    await Promise.all(residents.map((actor) => actor.join(this.server.port)));
    const loops = residents.map((actor) => this.#loop(() => this.#batch(actor)));
    for (let count = 0; count < this.options.visitors; count += 1)
      loops.push(this.#loop(() => this.#visit()));
    for (let pair = 0; pair < PRIVATE_PAIRS; pair += 1) loops.push(this.#loop(() => this.#private(pair)));
    return loops;
  }

  #newActor(): Actor {
    this.#numbers += 1;
    this.joins += 1;
    return new Actor(this.#numbers, this.ledger);
  }

  async #loop(round: () => Promise<void>): Promise<void> {
    try {
      while (!this.#stopping) {
        await round();
        await this.#gate.pass();
      }
    } catch (error) {
      this.#inTrouble(error);
    }
  }

  async #batch(actor: Actor): Promise<void> {
    const others = [...actor.others];
    const addressees = Array.from(
      { length: DIRECTS },
      () => others[Math.floor(Math.random() * others.length)] ?? 0,
    );
    const padding = Math.random() < 1 / LONG_ONE_IN ? LONG : SHORT;
    await actor.converse(BROADCASTS, others.length > 0 ? addressees : [], padding);
  }

  /** A client comes, stays a little and goes, in order or not. */
  async #visit(): Promise<void> {
    const actor = this.#newActor();
    await actor.join(this.server.port);
    for (let count = 0; count < STAY; count += 1) await this.#batch(actor);
    const how = actor.number % 3 === 0 ? 'reset' : 'in order';
    if (how === 'reset') this.resets += 1;
    await actor.leave(how);
  }

  async #private(pair: number): Promise<void> {
    const [requester, accepter] = this.#residents.slice(2 * pair, 2 * pair + 2);
    if (requester === undefined || accepter === undefined) return;
    const { port } = this.server;
    this.privateBytes += await exchangePrivately(requester, accepter, { port, times: MIB_EACH_WAY });
    this.privateConnections += 1;
  }

  /** When all is quiet everything must add up. */
  async #look(): Promise<void> {
    const { delay } = await this.server.look();
    await within(this.#gate.close(), 'the clients do not come to rest');
    await this.#quiet();
    this.ledger.settle();
    const sight = await this.server.look({ collect: true });
    await this.server.look({ reset: true });
    this.sights.push(sight);
    this.delays.push(delay);
    for (const fault of sight.faults) this.ledger.blame(`the server's fault: ${fault}`);
  }

  /** All that was sent has been served, then all that was served has come, also the departures. */
  async #quiet(): Promise<void> {
    const present = [...this.ledger.actors].filter(({ gone }) => gone === undefined);
    await this.#serverHas(present.length);
    for (let round = 0; round < 2; round += 1) await Promise.all(present.map((actor) => actor.fence()));
  }

  /** The server has noticed that the others have left, and has closed their connections. */
  async #serverHas(clients: number): Promise<void> {
    const alone = this.server.until(({ state }) => state.clients === clients && state.sockets === clients);
    await within(alone, 'the server still has clients or connections that have gone');
  }

  /** After all have left the server is as it was before they came. */
  async #allLeave(before: Sight): Promise<void> {
    for (const actor of this.#residents) await actor.leave('in order');
    await this.#serverHas(0);
    const after = await this.server.look();
    for (const what of ['state', 'resources', 'descriptors'] as const) {
      if (!isDeepStrictEqual(after[what], before[what]))
        this.ledger.blame(`${what} in the end: ${JSON.stringify(after[what])}`);
    }
  }
}

async function within<Result>(promise: Promise<Result>, complaint: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = startTimer(() => reject(new Error(complaint)), LONGEST_WAIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
