import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeAgain } from '../../../suite/results/judge-again';
import { resultsOf } from '../../../suite/results/results-of';
import { hostileResults, TOOL } from '../fixtures/hostile';
import { resultOf } from '../fixtures/run-result';
import { scenario } from '../fixtures/scenarios';

const known = { requirement: 'COSP-1-1', scenario: 'scenario 1 of COSP-1-1', reason: 'known' };
const failing = [scenario('COSP-1-1', 1, { outcome: 'violation' }), scenario('COSP-2-1', 1)];

describe('judging again', () => {
  it('comes to the same, in one round or several', () => {
    const results = hostileResults();
    assert.deepEqual(judgeAgain(results), results);
    const expected = resultsOf(resultOf([failing], { baseline: [known] }), TOOL);
    assert.deepEqual(judgeAgain(expected), expected);
    const rounds = resultsOf(
      resultOf([failing, [scenario('COSP-1-1', 1), scenario('COSP-2-1', 1)]], { repeat: 2 }),
      TOOL,
    );
    assert.deepEqual(judgeAgain(rounds), rounds);
    assert.equal(rounds.exitCode, 1);
  });

  it('goes by the evidence, not by the verdicts in the file', () => {
    const results = resultsOf(resultOf([failing]), TOOL);
    const [first, ...others] = results.scenarios;
    const flattered = {
      ...results,
      scenarios: [{ ...first, verdict: 'PASS' as const }, ...others],
      exitCode: 0,
    };
    const judged = judgeAgain(flattered as typeof results);
    assert.deepEqual(judged, results);
  });

  it('expects what another baseline says', () => {
    const results = resultsOf(resultOf([failing]), TOOL);
    assert.equal(results.exitCode, 1);
    const judged = judgeAgain(results, [known]);
    assert.deepEqual(
      [judged.exitCode, judged.scenarios[0]?.verdict, judged.counts.requirements],
      [0, 'XFAIL', { XFAIL: 1, PASS: 1 }],
    );
    assert.match(judged.verdict, /^Conformant: .*1 failure expected by the baseline\.$/);
    assert.deepEqual(judgeAgain(judged, []), results);
  });

  it('refuses a baseline that names what the whole suite does not have', () => {
    const results = resultsOf(resultOf([failing]), TOOL);
    const unknown = [{ ...known, scenario: 'scenario 7 of COSP-1-1' }];
    assert.throws(
      () => judgeAgain(results, unknown),
      /unknown scenario: .*did you mean scenario 1 of COSP-1-1/,
    );
    const selection = { sections: ['1'], ids: [], levels: [] };
    const part = { ...results, parameters: { ...results.parameters, selection } };
    assert.equal(judgeAgain(part, unknown).exitCode, 1);
  });
});
