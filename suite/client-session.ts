import { encodeClientHello } from '../wire';
import { type Adapter, createAdapter } from './adapter';
import type { TargetState } from './evidence';
import { Blocked, Violation } from './judgement';
import type { ClientTarget, RunParameters } from './run-parameters';
import { auditClient, type Parts } from './stage/audit';
import { Script } from './stage/script';
import { Stage } from './stage/stage';
import { User } from './stage/user';

/** What everything else needs; judged even where it fails. */
const FIRST = 'COSP-2-1';

let session: ClientSession | undefined;

/** The worker's session; one per process, since it owns the adapter. */
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
  #problem: string | undefined;
  #checked = false;

  constructor(readonly parameters: RunParameters) {
    const { target, timeout } = parameters;
    if (target.kind !== 'adapter') throw new Error('the features for clients need an adapter');
    this.adapter = createAdapter(target as ClientTarget, timeout);
  }

  /** Why nothing can be judged of this client. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** A stage for the next scenario, with an adapter that has no client. */
  async begin(requirement: string): Promise<Stage> {
    if (!this.adapter.running) await this.adapter.start();
    this.adapter.markScenario();
    if (!this.#checked) {
      this.#checked = true;
      await this.#checkRegistration();
    }
    if (this.#problem && requirement !== FIRST) throw new Blocked(this.#problem, FIRST);
    return Stage.open(this.adapter, this.parameters);
  }

  /** Lets one client register before anything else is judged: where that fails, so would every scenario. */
  async #checkRegistration(): Promise<void> {
    const stage = await Stage.open(this.adapter, this.parameters);
    try {
      await stage.connect();
      await new User(stage).register('first contact');
      await stage.link.expect('client_hello', encodeClientHello('first contact'), FIRST);
      new Script(stage, (base) => base).accept();
      await stage.shown();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const { expected, actual, blames } = error.details;
      if (blames === FIRST)
        this.#problem = `a first client does not register: expected ${expected}, got ${actual ?? error.message}`;
    } finally {
      await this.#leave(stage);
    }
  }

  /** Ends a scenario: audits it when it has passed so far, and ends the client. */
  async end(parts: Parts, passed: boolean): Promise<void> {
    try {
      if (passed) await auditClient(parts);
    } finally {
      await this.#leave(parts.stage);
    }
  }

  async #leave(stage: Stage): Promise<void> {
    try {
      stage.flush();
      stage.closeAfterClient();
      if (stage.connected && this.adapter.running) await this.adapter.reset();
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
    await this.adapter.stop();
  }
}
