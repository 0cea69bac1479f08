import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine } from '../../suite/verdict/judge';
import type { ScenarioRecord } from '../../suite/verdict/scenario';
import { requirement, requirementMap, scenario } from './fixtures/scenarios';

const REQUIREMENTS = requirementMap(requirement('COSP-1-1', 'MUST'), requirement('COSP-4-1', 'CHOICE'));

function verdictOf(record: ScenarioRecord): [string, string | undefined] {
  const finding = examine(record, REQUIREMENTS);
  assert.equal(finding.kind, 'settled');
  return finding.kind === 'settled' ? [finding.judged.verdict, finding.judged.note] : ['', ''];
}

const without = (record: ScenarioRecord, state: ScenarioRecord['state'], fault?: string): ScenarioRecord => {
  const { evidence: _, ...rest } = record;
  return { ...rest, state, ...(fault && { fault }) };
};

describe('a scenario by itself', () => {
  it('has the verdict that its outcome says', () => {
    assert.deepEqual(verdictOf(scenario('COSP-1-1', 1)), ['PASS', undefined]);
    assert.deepEqual(verdictOf(scenario('COSP-1-1', 1, { outcome: 'unsupported' })), [
      'UNSUPPORTED',
      undefined,
    ]);
    assert.deepEqual(verdictOf(scenario('COSP-1-1', 1, { outcome: 'inconclusive' })), [
      'INCONCLUSIVE',
      undefined,
    ]);
    assert.deepEqual(verdictOf(scenario('COSP-1-1', 1, { outcome: 'harness-error' })), [
      'HARNESS-ERROR',
      undefined,
    ]);
  });

  it('is a choice when its requirement is one and an option was met', () => {
    const choices = [{ id: 'COSP-4-1', option: 'closed' }];
    assert.equal(verdictOf(scenario('COSP-4-1', 1, { choices }))[0], 'CHOICE');
    assert.deepEqual(verdictOf(scenario('COSP-4-1', 1)), [
      'HARNESS-ERROR',
      'checks a choice, but recorded no option',
    ]);
  });

  it('is a harness error when the worker said nothing', () => {
    const silent = without(scenario('COSP-1-1', 1), 'finished', 'there is no definition for the step: x');
    assert.deepEqual(verdictOf(silent), ['HARNESS-ERROR', 'there is no definition for the step: x']);
    assert.equal(verdictOf(without(scenario('COSP-1-1', 1), 'finished'))[0], 'HARNESS-ERROR');
  });

  it('is a harness error when its worker died, whatever it had said', () => {
    const dead: ScenarioRecord = {
      ...scenario('COSP-1-1', 1),
      state: 'unfinished',
      fault: 'worker 0 exited',
    };
    assert.deepEqual(verdictOf(dead), ['HARNESS-ERROR', 'worker 0 exited']);
  });

  it('is a harness error when it is said to have passed, but a step did not', () => {
    const record = scenario('COSP-1-1', 1);
    record.steps = [{ text: 'something new', status: 'UNDEFINED', duration: 0 }];
    const expected = 'said to have passed, but a step is undefined: something new';
    assert.deepEqual(verdictOf(record), ['HARNESS-ERROR', expected]);
  });

  it('is a harness error when a requirement is missing or unknown', () => {
    assert.match(verdictOf({ ...scenario('COSP-1-1', 1), requirement: '' })[1] ?? '', /exactly one tag/);
    assert.match(verdictOf(scenario('COSP-9-9', 1))[1] ?? '', /COSP-9-9 is not a known requirement/);
    const blaming = scenario('COSP-1-1', 1, { outcome: 'violation', blames: 'COSP-9-9' });
    assert.match(verdictOf(blaming)[1] ?? '', /COSP-9-9 is not a known requirement/);
  });

  it('is not run when it was not', () => {
    assert.deepEqual(verdictOf(without(scenario('COSP-1-1', 1), 'not-run', 'interrupted')), [
      'NOT-RUN',
      'interrupted',
    ]);
  });
});
