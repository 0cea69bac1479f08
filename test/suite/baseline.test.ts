import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { applyBaseline, baselineOf, checkBaseline, readBaseline, writeBaseline } from '../../suite/baseline';
import { UsageError } from '../../suite/run/usage-error';
import type { JudgedScenario } from '../../suite/verdict/scenario';
import type { Verdict } from '../../suite/verdict/verdict';
import { scenario } from './fixtures/scenarios';

const folder = mkdtempSync(path.join(tmpdir(), 'cosp-baseline-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileWith(text: string): string {
  const file = path.join(folder, `${files++}.yaml`);
  writeFileSync(file, text);
  return file;
}

const judged = (line: number, verdict: Verdict, name?: string): JudgedScenario => {
  const record = scenario('COSP-1-1', line, { outcome: 'violation', message: 'went wrong: "x"' });
  return { scenario: { ...record, ...(name && { name }) }, verdict, about: 'COSP-1-1' };
};
const entry = (line: number) => ({
  requirement: 'COSP-1-1',
  scenario: `scenario ${line} of COSP-1-1`,
  reason: 'known',
});
const verdicts = (list: JudgedScenario[]): Verdict[] => list.map(({ verdict }) => verdict);

describe('baseline', () => {
  it('expects failures and warnings', () => {
    const list = applyBaseline(
      [judged(1, 'FAIL'), judged(2, 'WARN'), judged(3, 'FAIL')],
      [entry(1), entry(2)],
    );
    assert.deepEqual(verdicts(list), ['XFAIL', 'XFAIL', 'FAIL']);
    assert.equal(list[0]?.note, 'expected: known');
  });

  it('is told to be stale by what passes', () => {
    const list = applyBaseline(
      [judged(1, 'PASS'), judged(2, 'CHOICE'), judged(3, 'PASS')],
      [entry(1), entry(2)],
    );
    assert.deepEqual(verdicts(list), ['XPASS', 'XPASS', 'PASS']);
    assert.match(list[0]?.note ?? '', /take its entry out/);
  });

  it('leaves what could not be told as it is', () => {
    const untold: Verdict[] = ['BLOCKED', 'INCONCLUSIVE', 'HARNESS-ERROR', 'NOT-RUN', 'UNSUPPORTED'];
    assert.deepEqual(
      verdicts(
        applyBaseline(
          untold.map((verdict) => judged(1, verdict)),
          [entry(1)],
        ),
      ),
      untold,
    );
  });

  it('is not stale as long as one of several scenarios of a name fails', () => {
    const list = [judged(1, 'FAIL', 'same'), judged(2, 'PASS', 'same')];
    const known = [{ requirement: 'COSP-1-1', scenario: 'same', reason: 'known' }];
    assert.deepEqual(verdicts(applyBaseline(list, known)), ['XFAIL', 'PASS']);
  });

  it('survives being written and read', () => {
    const entries = baselineOf([judged(2, 'FAIL'), judged(3, 'PASS')], []);
    const file = path.join(folder, 'written.yaml');
    writeBaseline(file, entries, 'server');
    const reason = 'went wrong: "x"';
    assert.deepEqual(readBaseline(file), [
      { requirement: 'COSP-1-1', scenario: 'scenario 2 of COSP-1-1', reason },
    ]);
  });

  it('when it is written anew keeps what still fails, with its reason, and what was not seen', () => {
    const seen = [judged(1, 'XFAIL'), judged(2, 'XPASS'), judged(3, 'NOT-RUN'), judged(5, 'WARN')];
    const entries = baselineOf(seen, [entry(4), entry(3), entry(2), entry(1)]);
    const lines = entries.map(({ scenario: name, reason }) => `${name}: ${reason}`);
    assert.deepEqual(lines, [
      'scenario 4 of COSP-1-1: known',
      'scenario 3 of COSP-1-1: known',
      'scenario 1 of COSP-1-1: known',
      'scenario 5 of COSP-1-1: went wrong: "x"',
    ]);
  });

  it('may be empty', () => {
    assert.deepEqual(readBaseline(fileWith('# nothing yet\n')), []);
  });

  for (const [what, text, message] of [
    ['no YAML', 'a: [', /cannot read the baseline/],
    ['no list', 'a: 1', /must be a list/],
    [
      'an entry without a reason',
      '- {requirement: COSP-1-1, scenario: x}',
      /entry 1: "reason" must be a text/,
    ],
    ['an entry that is a text', '- COSP-1-1', /entry 1: "requirement" must be a text/],
    ['an unknown field', '- {requirement: a, scenario: b, reason: c, reson: d}', /no field "reson"/],
  ] as const) {
    it(`is refused when it is or has ${what}`, () => {
      assert.throws(
        () => readBaseline(fileWith(text)),
        (error: Error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  it('is refused when there is no such file', () => {
    assert.throws(() => readBaseline(path.join(folder, 'none.yaml')), UsageError);
  });

  it('is refused when it names an unknown scenario, with the nearest', () => {
    const known = [{ requirement: 'COSP-1-1', name: 'the sender gets nothing' }];
    checkBaseline([{ requirement: 'COSP-1-1', scenario: 'the sender gets nothing', reason: 'x' }], known);
    assert.throws(
      () =>
        checkBaseline([{ requirement: 'COSP-1-1', scenario: 'the sender got nothing', reason: 'x' }], known),
      /unknown scenario: COSP-1-1 "the sender got nothing"; did you mean the sender gets nothing\?/,
    );
    assert.throws(
      () =>
        checkBaseline([{ requirement: 'COSP-1-2', scenario: 'the sender gets nothing', reason: 'x' }], known),
      UsageError,
    );
  });
});
