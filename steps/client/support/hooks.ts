import { After, Before, type ITestCaseHookParameter, Status } from '@cucumber/cucumber';
import { clientSessionFor, currentClientSession } from '../../../suite/client-session';
import { EVIDENCE_MEDIA_TYPE } from '../../../suite/evidence';
import { evidenceOf } from '../../../suite/evidence-of';
import { Blocked, Violation } from '../../../suite/judgement';
import { closeWithWorker, requirementOf } from '../../shared/worker-hooks';
import type { ClientWorld } from './world';

closeWithWorker(currentClientSession);

Before(async function (this: ClientWorld, { pickle }: ITestCaseHookParameter) {
  this.requirement = requirementOf(pickle.tags);
  try {
    this.set(await clientSessionFor(this.parameters).begin(this.requirement));
  } catch (error) {
    this.failure = error;
    if (!(error instanceof Blocked)) throw error;
    return 'skipped';
  }
  return undefined;
});

After(async function (this: ClientWorld, { result }: ITestCaseHookParameter) {
  const session = clientSessionFor(this.parameters);
  const passed = result?.status === Status.PASSED && this.failure === undefined;
  if (this.hasBegun) {
    try {
      await session.end(this, passed);
    } catch (error) {
      this.failure ??= error;
    }
  }
  const scenario = {
    requirement: this.requirement,
    failure: presumption(this.failure, this.requirement),
    conversation: this.hasBegun ? this.stage.conversation : undefined,
    choices: [],
    connectionLost: false,
  };
  const evidence = await evidenceOf(scenario, session, passed ? undefined : result?.message);
  this.attach(JSON.stringify(evidence), EVIDENCE_MEDIA_TYPE);
  if (passed && this.failure) throw this.failure;
});

/**
 * What is blamed on another requirement is so only where the scenarios of that one fail as well: else what the scenario is
 * about makes the difference.
 */
function presumption(failure: unknown, own: string): unknown {
  if (!(failure instanceof Violation) || (failure.details.blames ?? own) === own) return failure;
  return new Violation(failure.message, { ...failure.details, presumed: true });
}
