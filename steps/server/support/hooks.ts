import { After, Before, type ITestCaseHookParameter, Status } from '@cucumber/cucumber';
import { EVIDENCE_MEDIA_TYPE } from '../../../suite/evidence';
import { evidenceOf } from '../../../suite/evidence-of';
import { Blocked } from '../../../suite/judgement';
import { currentSession, sessionFor } from '../../../suite/session';
import { closeWithWorker, requirementOf } from '../../shared/worker-hooks';
import type { CospWorld } from './world';

closeWithWorker(currentSession);

Before(async function (this: CospWorld, { pickle }: ITestCaseHookParameter) {
  this.requirement = requirementOf(pickle.tags);
  const session = sessionFor(this.parameters);
  try {
    this.table = await session.begin(this.requirement);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    this.failure = error;
    return 'skipped';
  }
  return undefined;
});

After(async function (this: CospWorld, { result }: ITestCaseHookParameter) {
  const session = sessionFor(this.parameters);
  const passed = result?.status === Status.PASSED && this.failure === undefined;
  if (this.table) {
    try {
      await session.end(this.table, passed, this.requirement, this.failure);
    } catch (error) {
      this.failure ??= error;
    }
  }
  const scenario = {
    requirement: this.requirement,
    failure: this.failure,
    conversation: this.table?.conversation,
    choices: this.table?.choices ?? [],
    connectionLost: this.table?.connectionLost ?? false,
  };
  const evidence = await evidenceOf(scenario, session, passed ? undefined : result?.message);
  session.leaveGround();
  this.attach(JSON.stringify(evidence), EVIDENCE_MEDIA_TYPE);
  if (passed && this.failure) throw this.failure;
});
