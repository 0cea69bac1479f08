import { setWorldConstructor, World } from '@cucumber/cucumber';
import { Trials } from '../../../suite/chat/trials';
import type { RunParameters } from '../../../suite/run-parameters';
import { SentPrivately } from '../../../suite/stage/private-bytes';
import { Script } from '../../../suite/stage/script';
import type { Stage } from '../../../suite/stage/stage';
import { User } from '../../../suite/stage/user';
import { blameOf } from '../../shared/blame';
import '../../shared/keep-failure';

/** What the steps of one scenario with a client share. */
export class ClientWorld extends World<RunParameters> {
  /** The requirement that the scenario is about, from its tag. */
  requirement = '';
  /** What was thrown first in this scenario. */
  failure: unknown = undefined;
  /** What the scenario has tried so far; for a step that judges it. */
  readonly trials = new Trials();
  /** What the script has sent on private connections. */
  readonly sent = new SentPrivately();
  /** What is still being sent on them. */
  readonly streams: Promise<void>[] = [];
  /** Whether the client has taken the message that its user has tried to write. */
  taken = false;
  #stage: Stage | undefined;
  #script: Script | undefined;
  #user: User | undefined;

  /** The scenario begins. */
  set(stage: Stage): void {
    this.#stage = stage;
    this.#script = new Script(stage, (base, ...more) => this.blame(base, ...more));
    this.#user = new User(stage);
  }

  /** Whether the scenario has begun. */
  get hasBegun(): boolean {
    return this.#stage !== undefined;
  }

  /** The scripted server, the others, and the client's adapter. */
  get stage(): Stage {
    return this.#stage ?? missing();
  }

  /** What the server says. */
  get script(): Script {
    return this.#script ?? missing();
  }

  /** What the client's user does. */
  get user(): User {
    return this.#user ?? missing();
  }

  /** What is blamed when something fails that is part of the requirement `base`: see {@link blameOf}. */
  blame(base: string, ...more: string[]): string {
    return blameOf(this.requirement, base, more);
  }
}

function missing(): never {
  throw new Error('the scenario has no stage yet');
}

setWorldConstructor(ClientWorld);
