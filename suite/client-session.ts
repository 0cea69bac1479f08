import { encodeClientHello } from '../wire';
import { type Adapter, createAdapter } from './adapter';
import type { TargetState } from './evidence';
import { Blocked, Violation } from './judgement';
import type { ClientTarget, RunParameters } from './run-parameters';
import { auditClient, type Parts } from './stage/audit';
import { Script } from './stage/script';
import { Stage } from './stage/stage';
import { User } from './stage/user';
import { shortened } from './vain-waits';

/** What everything else needs; judged even where it fails. */
const FIRST = 'COSP-2-1';

/** Why nothing can be judged of a client. */
interface Problem {
  readonly what: string;
  /** The requirement that a first client was seen to break; its scenarios are judged all the same. */
  readonly breaks: string;
}

let session: ClientSession | undefined;

/** The worker's session; one at a time, since it owns the adapter. */
export function clientSessionFor(parameters: RunParameters): ClientSession {
  session ??= new ClientSession(parameters);
  return session;
}

/** The worker's session, if a scenario has begun one. */
export function currentClientSession(): ClientSession | undefined {
  return session;
}

/** What one worker keeps between scenarios with a client: its adapter, and whether anything can be judged at all. */
export class ClientSession {
  readonly adapter: Adapter;
  #problem: Problem | undefined;
  #checked = false;
  #vainWaits = 0;

  constructor(readonly parameters: RunParameters) {
    const { target, timeout } = parameters;
    if (target.kind !== 'adapter') throw new Error('the features for clients need an adapter');
    this.adapter = createAdapter(target as ClientTarget, timeout);
  }

  /** Why nothing can be judged of this client. */
  get problem(): string | undefined {
    return this.#problem?.what;
  }

  /** A stage for the next scenario, with an adapter that has no client. */
  async begin(requirement: string): Promise<Stage> {
    if (!this.adapter.running) await this.adapter.start();
    this.adapter.markScenario();
    if (!this.#checked) {
      this.#checked = true;
      await this.#checkRegistration();
    }
    const problem = this.#problem;
    if (problem && requirement !== FIRST && requirement !== problem.breaks) {
      throw new Blocked(problem.what, problem.breaks);
    }
    const timeout = shortened(this.parameters.timeout, this.#vainWaits);
    return Stage.open(this.adapter, { ...this.parameters, timeout });
  }

  /** Lets one client register before anything else is judged: where that fails, so would every scenario. */
  async #checkRegistration(): Promise<void> {
    const stage = await Stage.open(this.adapter, this.parameters);
    try {
      await stage.connect();
      await new User(stage).register('first contact');
      await stage.link.expect('client_hello', encodeClientHello('first contact'), FIRST);
      stage.cast.enter('somebody');
      await new Script(stage, (base) => base).accept();
      await stage.shown();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const { expected, actual, blames = FIRST, presumed } = error.details;
      const got = `expected ${expected}, got ${actual ?? error.message}`;
      if (blames === FIRST)
        this.#problem = { what: `a first client does not register: ${got}`, breaks: FIRST };
      else if (presumed)
        this.#problem = {
          what: `a first client does not show that it is registered: ${got}`,
          breaks: blames,
        };
    } finally {
      await this.#leave(stage);
    }
  }

  /** Ends a scenario: audits it when it has passed so far, and ends the client. What went wrong first is thrown. */
  async end(parts: Parts, passed: boolean): Promise<void> {
    const { stage } = parts;
    const failures: unknown[] = [];
    const note = (error: unknown): number => failures.push(error);
    if (passed) await auditClient(parts).catch(note);
    const failed = !passed || failures.length > 0;
    if (failed && stage.conversation.age >= stage.timeout) this.#vainWaits++;
    await this.#leave(stage).catch(note);
    if (failures.length > 0) throw failures[0];
  }

  async #leave(stage: Stage): Promise<void> {
    try {
      stage.flush();
      stage.closeAfterClient();
      // An adapter that has broken its protocol since anybody last asked it says so now.
      if (stage.connected && !this.adapter.running) await this.adapter.until(() => true);
      else if (stage.connected) await this.adapter.reset();
    } finally {
      stage.dispose();
    }
  }

  /** What the evidence says of the adapter when a scenario has ended. */
  async targetState(): Promise<TargetState> {
    return this.adapter.state();
  }

  /** Ends the adapter. */
  async close(): Promise<void> {
    if (session === this) session = undefined;
    await this.adapter.stop();
  }
}
