import { randomBytes } from 'node:crypto';
import { audit } from './chat/audit';
import { Causes } from './chat/causes';
import { Chat } from './chat/chat';
import { Conversation } from './conversation';
import type { Evidence } from './evidence';
import { Ground } from './ground';
import { Blocked, Inconclusive, Violation } from './judgement';
import type { ChatPeer } from './peer/chat-peer';
import type { RunParameters, ServerParameters } from './run-parameters';
import { createTarget, type Target } from './target';
import { Lateness, shortened } from './vain-waits';

/** Judged even where the first registration fails: one of these says why. */
const JUDGED_WITHOUT_REGISTRATION = new Set(['COSP-2-2', 'COSP-2.1-1']);
const MOST_FAILED_STARTS = 3;
/** A process that dies closes its connections before its exit is known; this long is waited for the latter. */
const EXIT_NOTICE = 250;

let session: Session | undefined;

/** The worker's session; one at a time, since it owns the server under test. */
export function sessionFor(parameters: RunParameters): Session {
  session ??= new Session(ofServer(parameters));
  return session;
}

function ofServer(parameters: RunParameters): ServerParameters {
  const { target } = parameters;
  if (target.kind === 'adapter') throw new Error('these steps are for servers, the target is a client');
  return { ...parameters, target };
}

/** The worker's session, if a scenario has begun one. */
export function currentSession(): Session | undefined {
  return session;
}

/** What one worker keeps between scenarios. */
export class Session {
  readonly #own: Ground;
  /** A server that was started for the scenario that is under way. */
  #alone: Ground | undefined;
  /** The end of the latest of those. */
  #ending: Promise<void> = Promise.resolve();
  readonly #causes = new Causes();
  #problem: { message: string; blocked: boolean } | undefined;
  #checked = false;
  #failedStarts = 0;
  #sweeps = true;
  #scenarios = 0;
  #vainWaits = 0;
  readonly #lateness = new Lateness();
  #firstIdentifier: number | undefined;

  constructor(readonly parameters: ServerParameters) {
    this.#own = this.#newGround();
  }

  #newGround(): Ground {
    return new Ground(createTarget(this.parameters.target, this.parameters.timeout));
  }

  /** Where the scenario that is under way takes place. */
  get #ground(): Ground {
    return this.#alone ?? this.#own;
  }

  /** The server under test, as the scenario that is under way meets it. */
  get target(): Target {
    return this.#ground.target;
  }

  /** Why nothing can be judged on this target. */
  get problem(): string | undefined {
    return this.#problem?.message;
  }

  /** The identifier of the first client of all on a server that the suite itself has started (COSP-2.1-8). */
  get firstIdentifier(): number | undefined {
    return this.target.restartable ? this.#firstIdentifier : undefined;
  }

  /** A chat for the next scenario, on a server that is up and has nobody on it but what {@link ghosts} names. */
  async begin(requirement: string): Promise<Chat> {
    await this.#ensureRunning();
    this.target.markScenario();
    if (!this.#checked) {
      this.#checked = true;
      await this.#checkRegistration();
    }
    if (this.#problem?.blocked && !JUDGED_WITHOUT_REGISTRATION.has(requirement)) {
      throw new Blocked(this.#problem.message, 'COSP-2.1-1');
    }
    return this.#chat();
  }

  /**
   * A chat on a server that has just been started, for the rest of the scenario, which has done nothing yet. The worker's
   * own server, which has run itself warm, is there again for the next one, unless only one may run at a time. Undefined
   * where the suite cannot start it.
   * @throws Inconclusive when it does not come up.
   */
  async beginAnew(): Promise<Chat | undefined> {
    if (!this.target.restartable) return undefined;
    if (this.#severalMayRun) this.#alone = this.#newGround();
    try {
      await this.#ground.start();
    } catch (error) {
      throw new Inconclusive((error as Error).message);
    }
    return this.#chat();
  }

  /** Who has a port of its own, or has asked for one worker, may have a server that bears no other beside it. */
  get #severalMayRun(): boolean {
    const { target } = this.parameters;
    const hasOwnPort = target.kind === 'exec' && target.port !== undefined;
    return !hasOwnPort && Number(process.env.CUCUMBER_TOTAL_WORKERS ?? 1) > 1;
  }

  #chat(): Chat {
    const { host, port } = this.target;
    const { ghosts, former, clean } = this.#ground;
    const { segmentation, shared, target } = this.parameters;
    const timeout = shortened(this.parameters.timeout, this.#vainWaits);
    const unique = shared || (!this.target.restartable && !clean && this.#scenarios > 0);
    const suffix = unique ? `~${randomBytes(3).toString('hex')}` : '';
    this.#scenarios++;
    return new Chat({
      host,
      port,
      ...(target.tls && { tls: { ...target.tls, host } }),
      timeout,
      segmentation,
      shared,
      suffix,
      ghosts,
      former,
      lateness: this.#lateness,
      conversation: new Conversation(),
    });
  }

  async #ensureRunning(): Promise<void> {
    if (this.#own.clean && this.target.running) return;
    if (!this.target.restartable && this.#checked) return;
    if (this.#failedStarts >= MOST_FAILED_STARTS || (this.#failedStarts > 0 && !this.#checked)) {
      throw new Inconclusive(this.problem ?? 'the server could not be started');
    }
    try {
      await this.#own.start();
    } catch (error) {
      this.#failedStarts++;
      this.#problem = { message: (error as Error).message, blocked: false };
      throw new Inconclusive(this.#problem.message);
    }
  }

  /** Registers one client before anything else is judged: where that fails, so would every scenario. */
  async #checkRegistration(): Promise<void> {
    const chat = this.#chat();
    try {
      const peer = await chat.register(
        'first contact',
        Buffer.from(`first contact ${randomBytes(4).toString('hex')}`),
      );
      this.#checkAlone(peer);
      const another = peer.view?.own === undefined ? await this.#another(chat) : undefined;
      this.#firstIdentifier = peer.view?.own ?? another?.view?.idOf(peer.key);
      // The newer one is the last: the first may not have heard of it yet, and would not wait for its departure.
      await this.#leaveLast(chat, another ?? peer);
      for (const key of chat.keys()) this.#own.former.add(key);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#own.clean = false;
      const { blames, expected, actual } = error.details;
      // What else is wrong with it is for the scenarios to say.
      if (blames && !JUDGED_WITHOUT_REGISTRATION.has(blames)) return;
      const message = `the server did not accept a first client: expected ${expected}, got ${actual ?? error.message}`;
      this.#problem = { message, blocked: true };
    } finally {
      await chat.dispose();
    }
  }

  /** A second client, which finds the first one's identifier in its list; whether it is accepted is for scenarios to say. */
  async #another(chat: Chat): Promise<ChatPeer | undefined> {
    const pseudonym = Buffer.from(`second contact ${randomBytes(4).toString('hex')}`);
    try {
      return await chat.register('second contact', pseudonym);
    } catch (error) {
      if (error instanceof Violation) return undefined;
      throw error;
    }
  }

  #checkAlone(peer: ChatPeer): void {
    if (this.parameters.shared || !peer.view || peer.view.size === 0) return;
    const message = `${peer.view.size} clients are already registered on this server; stop them, or tolerate them with --shared`;
    this.#problem = { message, blocked: false };
    this.#failedStarts = MOST_FAILED_STARTS;
    throw new Inconclusive(message);
  }

  /** Ends a scenario: audits it when it has passed so far, else says what its failure is likely to come from; and leaves the server as it was found. */
  async end(chat: Chat, passed: boolean, requirement: string, failure?: unknown): Promise<void> {
    const ground = this.#ground;
    ground.clean = false;
    try {
      if (!passed) {
        await this.#causes.name(chat, requirement, failure);
        return;
      }
      const auditor = await audit(chat);
      await this.#leaveLast(chat, auditor);
      ground.clean = true;
    } catch (error) {
      await this.#causes.name(chat, requirement, error);
      throw error;
    } finally {
      if (!ground.clean) {
        if (chat.conversation.age >= chat.context.timeout) this.#vainWaits++;
        await this.#sweep(chat);
      }
      for (const key of chat.keys()) ground.former.add(key);
      await chat.dispose();
    }
  }

  /** All leave but one; when that one has been told so, it leaves too, and is the only ghost. */
  async #leaveLast(chat: Chat, last: ChatPeer): Promise<void> {
    for (const peer of chat.peers.values()) if (peer !== last && !peer.leaving) peer.leave('close');
    for (const crowd of chat.crowds) if (!crowd.left) crowd.dispose();
    const ours = chat.keys();
    const swept = await last.connection.until(() => {
      for (const key of ours) if (last.view?.idOf(key) !== undefined) return undefined;
      return true;
    });
    const ground = this.#ground;
    ground.ghosts.add(last.key);
    last.leave('close');
    if (!swept) {
      ground.clean = false;
      for (const key of ours) ground.ghosts.add(key);
    }
  }

  /** A server that cannot be restarted is left as clean as it lets itself be left. */
  async #sweep(chat: Chat): Promise<void> {
    for (const key of chat.keys()) this.#ground.ghosts.add(key);
    if (this.target.restartable || !this.#sweeps) return;
    for (const peer of chat.peers.values()) if (!peer.leaving) peer.leave('close');
    try {
      const sweeper = await chat.register(`sweeper ${randomBytes(4).toString('hex')}`);
      await this.#leaveLast(chat, sweeper);
    } catch {
      // Said by the scenario that failed already; from now on nobody waits for departures.
      this.#sweeps = false;
    }
  }

  /** What the evidence says of the target when a scenario has ended. */
  async targetState(connectionLost: boolean): Promise<Evidence['target']> {
    if (connectionLost && this.target.restartable) await this.target.ended(EXIT_NOTICE);
    return this.target.state();
  }

  /** The scenario, and what there was to say of its server, is over. */
  leaveGround(): void {
    const alone = this.#alone;
    if (!alone) return;
    this.#alone = undefined;
    this.#ending = Promise.all([this.#ending, alone.target.stop()]).then(() => undefined);
  }

  /** Ends all servers that it has started. */
  async close(): Promise<void> {
    if (session === this) session = undefined;
    this.leaveGround();
    await Promise.all([this.#own.target.stop(), this.#ending]);
  }
}
