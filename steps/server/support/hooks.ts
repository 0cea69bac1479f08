import {
  After,
  AfterAll,
  Before,
  BeforeAll,
  type ITestCaseHookParameter,
  Status,
  setDefaultTimeout,
} from '@cucumber/cucumber';
import { EVIDENCE_MEDIA_TYPE } from '../../../suite/evidence';
import { evidenceOf } from '../../../suite/evidence-of';
import { Blocked } from '../../../suite/judgement';
import { currentSession, sessionFor } from '../../../suite/session';
import type { CospWorld } from './world';

// Every wait of the suite has its own limit; Cucumber's would only hide which one it was.
setDefaultTimeout(-1);

BeforeAll(() => {
  const stop = (): void => {
    const closing = currentSession()?.close() ?? Promise.resolve();
    void closing.finally(() => process.exit(1));
  };
  process.once('disconnect', stop);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
});

AfterAll(async () => {
  await currentSession()?.close();
});

Before(async function (this: CospWorld, { pickle }: ITestCaseHookParameter) {
  const tag = pickle.tags.find(({ name }) => name.startsWith('@COSP-'));
  this.requirement = tag?.name.slice(1) ?? '';
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
      await session.end(this.table, passed);
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
  this.attach(JSON.stringify(evidence), EVIDENCE_MEDIA_TYPE);
  if (passed && this.failure) throw this.failure;
});
