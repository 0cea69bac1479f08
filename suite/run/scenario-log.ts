import path from 'node:path';
import { isId } from '../../spec';
import { EVIDENCE_MEDIA_TYPE, type Evidence } from '../evidence';
import { byPlace, type ScenarioRecord, type StepStatus } from '../verdict/scenario';
import type { Envelope } from './cucumber';
import { GherkinNames } from './gherkin-names';

type Pickle = NonNullable<Envelope['pickle']>;
type StepResult = NonNullable<Envelope['testStepFinished']>['testStepResult'];

/** A tag that says what a scenario needs beside what its requirement needs: `@needs-COSP-1-8`. */
const NEEDS = '@needs-';

interface Scheduled {
  record: ScenarioRecord;
  /** Index into the record's steps, by Cucumber's id of the test step. */
  steps: Map<string, number>;
  startedAt: number;
}

/** What happened to a scenario just now. */
export type ScenarioEvent = { kind: 'scheduled' | 'started' | 'ended'; record: ScenarioRecord };

/** Puts the scenarios of one round together from Cucumber's messages. */
export class ScenarioLog {
  readonly #pickles = new Map<string, Pickle>();
  readonly #gherkin = new GherkinNames();
  readonly #names = new Map<string, string>();
  readonly #scheduled = new Map<string, Scheduled>();
  readonly #started = new Map<string, Scheduled>();

  /**
   * @param cwd folder to which Cucumber's file names are relative.
   * @param root folder to which the log's are.
   */
  constructor(
    private readonly cwd: string,
    private readonly root: string,
    private readonly onEvent: (event: ScenarioEvent) => void = () => {},
  ) {}

  /** Every scenario that the features hold, selected or not. */
  known(): ScenarioRecord[] {
    return [...this.#pickles.values()].map((pickle) => this.#recordOf(pickle));
  }

  /** The scenarios that were to run, in canonical order. */
  records(): ScenarioRecord[] {
    return [...this.#scheduled.values()].map(({ record }) => record).sort(byPlace);
  }

  /** Takes one of Cucumber's messages. */
  take(envelope: Envelope): void {
    const { pickle, testCase, testCaseStarted, attachment, testStepFinished, testCaseFinished } = envelope;
    if (envelope.gherkinDocument) this.#gherkin.take(envelope.gherkinDocument);
    else if (pickle) this.#pickles.set(pickle.id, pickle);
    else if (testCase) this.#schedule(testCase);
    else if (testCaseStarted) this.#start(testCaseStarted);
    else if (attachment) this.#attach(attachment);
    else if (testStepFinished) this.#endStep(testStepFinished);
    else if (testCaseFinished) this.#end(testCaseFinished);
  }

  /** Says why the scenarios that are under way (on one worker, or at all) will not end. */
  abandon(fault: string, worker?: string): void {
    for (const { record } of this.#started.values()) {
      if (record.state !== 'unfinished' || record.fault !== undefined) continue;
      if (worker !== undefined && record.worker !== worker) continue;
      record.fault = fault;
      this.onEvent({ kind: 'ended', record });
    }
  }

  /** Counts what has not ended as not run, for `reason`; what was abandoned keeps its fault. */
  close(reason: string): void {
    for (const { record } of this.#scheduled.values()) {
      if (record.state === 'finished' || record.fault !== undefined) continue;
      record.state = 'not-run';
      record.fault = reason;
      delete record.evidence;
    }
  }

  #recordOf(pickle: Pickle): ScenarioRecord {
    const uri = this.#nameOf(pickle.uri);
    const line = pickle.location?.line ?? 0;
    const ids = new Set(pickle.tags.map(({ name }) => name.slice(1)).filter(isId));
    const [requirement = ''] = ids.size === 1 ? ids : [];
    const needs = pickle.tags.flatMap(({ name }) =>
      name.startsWith(NEEDS) ? [name.slice(NEEDS.length)] : [],
    );
    return {
      id: `${uri}:${line}`,
      uri,
      line,
      name: pickle.name,
      ...this.#gherkin.placeOf(pickle.astNodeIds[0]),
      requirement,
      ...(needs.length > 0 && { needs }),
      steps: [],
      state: 'not-run',
      duration: 0,
    };
  }

  /** The feature file as seen from the package, whatever the working directory. */
  #nameOf(file: string): string {
    const known = this.#names.get(file);
    if (known !== undefined) return known;
    const name = path.relative(this.root, path.resolve(this.cwd, file)).replaceAll('\\', '/');
    this.#names.set(file, name);
    return name;
  }

  #schedule(testCase: NonNullable<Envelope['testCase']>): void {
    const pickle = this.#pickles.get(testCase.pickleId);
    if (!pickle) return;
    const record = this.#recordOf(pickle);
    const steps = new Map<string, number>();
    for (const { id, pickleStepId } of testCase.testSteps) {
      const step = pickle.steps.find((one) => one.id === pickleStepId);
      steps.set(id, record.steps.length);
      const keyword = this.#gherkin.keywordOf(step?.astNodeIds[0]);
      const text = step?.text ?? 'hook';
      record.steps.push({ ...(keyword !== undefined && { keyword }), text, status: 'NOT-RUN', duration: 0 });
    }
    this.#scheduled.set(testCase.id, { record, steps, startedAt: 0 });
    this.onEvent({ kind: 'scheduled', record });
  }

  #start(started: NonNullable<Envelope['testCaseStarted']>): void {
    const scheduled = this.#scheduled.get(started.testCaseId);
    if (!scheduled) return;
    scheduled.startedAt = milliseconds(started.timestamp);
    scheduled.record.state = 'unfinished';
    if (started.workerId !== undefined) scheduled.record.worker = started.workerId;
    this.#started.set(started.id, scheduled);
    this.onEvent({ kind: 'started', record: scheduled.record });
  }

  #attach(attachment: NonNullable<Envelope['attachment']>): void {
    const record = this.#started.get(attachment.testCaseStartedId ?? '')?.record;
    if (!record || attachment.mediaType !== EVIDENCE_MEDIA_TYPE) return;
    const isBase64 = attachment.contentEncoding === 'BASE64';
    const text = isBase64 ? Buffer.from(attachment.body, 'base64').toString('utf8') : attachment.body;
    record.evidence = JSON.parse(text) as Evidence;
  }

  #endStep({
    testCaseStartedId,
    testStepId,
    testStepResult,
  }: NonNullable<Envelope['testStepFinished']>): void {
    const started = this.#started.get(testCaseStartedId);
    const step = started?.record.steps[started.steps.get(testStepId) ?? -1];
    if (!step) return;
    step.status = testStepResult.status as StepStatus;
    step.duration = milliseconds(testStepResult.duration);
    const message = messageOf(testStepResult);
    if (message !== undefined) step.message = message;
  }

  #end({ testCaseStartedId, timestamp }: NonNullable<Envelope['testCaseFinished']>): void {
    const started = this.#started.get(testCaseStartedId);
    if (!started) return;
    const { record } = started;
    record.state = 'finished';
    record.duration = milliseconds(timestamp) - started.startedAt;
    if (!record.evidence) record.fault = faultOf(record);
    this.onEvent({ kind: 'ended', record });
  }
}

/** Why a scenario that ended has no evidence, from what its steps say. */
function faultOf(record: ScenarioRecord): string {
  const step = record.steps.find(({ status }) => status !== 'PASSED' && status !== 'SKIPPED');
  if (!step) return 'the worker said nothing about the scenario';
  if (step.status === 'UNDEFINED') return `there is no definition for the step: ${step.text}`;
  const what = step.text === 'hook' ? 'a hook' : `the step "${step.text}"`;
  const how = step.status === 'FAILED' ? 'failed' : `is ${step.status.toLowerCase()}`;
  return `${what} ${how}${step.message === undefined ? '' : `: ${step.message}`}`;
}

function messageOf(result: StepResult): string | undefined {
  return result.message ?? result.exception?.stackTrace ?? result.exception?.message;
}

function milliseconds({ seconds, nanos }: { seconds: number; nanos: number }): number {
  return seconds * 1000 + nanos / 1e6;
}
