import { AssertionError } from 'chai';
import { type Adapter, CommandFailed, RefusedLocally } from '../adapter';
import { AdapterFault, Unsupported, Violation } from '../judgement';
import type { ClientParameters } from '../run-parameters';
import { Script } from '../stage/script';
import { Stage } from '../stage/stage';
import { User } from '../stage/user';
import { type Suspect, suspectOf } from './suspect';

/** What one check of an adapter found. */
export type Finding =
  | { kind: 'fine'; name: string }
  | { kind: 'unsupported'; name: string }
  | { kind: 'wrong'; name: string; problem: string; stderr: string[]; suspect?: Suspect | undefined };

/** Everything that takes part in a check. */
export interface Scene {
  readonly adapter: Adapter;
  readonly stage: Stage;
  readonly script: Script;
  readonly user: User;
  blame(base: string): string;
}

/** One thing that an adapter must be able to do. */
export interface Check {
  readonly name: string;
  run(scene: Scene): Promise<void>;
}

const asIs = (base: string): string => base;

/** Runs a check on an adapter that is up and has no client, with a server of its own. */
export async function examine(
  check: Check,
  adapter: Adapter,
  parameters: ClientParameters,
): Promise<Finding> {
  const { name } = check;
  try {
    if (!adapter.running) await adapter.start();
    adapter.markScenario();
    await play(check, adapter, parameters);
    return { kind: 'fine', name };
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'unsupported', name };
    const { stderr } = adapter.state();
    return { kind: 'wrong', name, problem: problemOf(error), stderr, suspect: suspectOf(error) };
  }
}

async function play(check: Check, adapter: Adapter, parameters: ClientParameters): Promise<void> {
  const stage = await Stage.open(adapter, parameters);
  try {
    const user = new User(stage);
    const script = new Script(stage, asIs);
    await check.run({ adapter, stage, script, user, blame: asIs });
    stage.closeAfterClient();
    await adapter.reset();
  } catch (error) {
    stage.closeAfterClient();
    // What the check has met comes first; here only the client must go.
    if (adapter.running) await adapter.reset().catch(() => undefined);
    throw error;
  } finally {
    stage.dispose();
  }
}

/** What is wrong, in one sentence. @throws what is no finding but a fault of the suite. */
export function problemOf(error: unknown): string {
  if (error instanceof Violation) {
    const { expected, actual } = error.details;
    const parts = [expected && `expected ${expected}`, actual && `came ${actual}`].filter(Boolean);
    return [error.message, ...parts].join('; ');
  }
  if (error instanceof RefusedLocally || error instanceof CommandFailed) {
    return `the client does not do what its user wants: ${error.message}`;
  }
  if (error instanceof AdapterFault || error instanceof AssertionError) return error.message;
  throw error;
}
