import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choicesSeen } from '../../suite/verdict/choices';
import { exitCode, type RunOutcome } from '../../suite/verdict/exit-code';
import { fold } from '../../suite/verdict/fold';
import { requirementVerdicts } from '../../suite/verdict/requirement-verdicts';
import { changedVerdicts, worstOfRounds } from '../../suite/verdict/rounds';
import type { JudgedScenario } from '../../suite/verdict/scenario';
import { count, VERDICTS, type Verdict, worst } from '../../suite/verdict/verdict';
import { requirement, requirementMap, scenario } from './fixtures/scenarios';

const REQUIREMENTS = requirementMap(
  requirement('COSP-1-1', 'MUST'),
  requirement('COSP-2-1', 'MUST', ['COSP-1-1']),
  requirement('COSP-3-1', 'SHOULD'),
);

function judged(own: string, line: number, verdict: Verdict, blockedBy?: string): JudgedScenario {
  return { scenario: scenario(own, line), verdict, about: own, ...(blockedBy && { blockedBy }) };
}

const exit = (list: JudgedScenario[], more: Partial<RunOutcome> = {}): number =>
  exitCode({ judged: list, requirements: REQUIREMENTS, changed: false, faults: 0, ...more });

describe('exit code', () => {
  const pass = judged('COSP-1-1', 1, 'PASS');
  const fail = judged('COSP-1-1', 2, 'FAIL');

  it('is 0 when nothing is broken; a warning does not count', () => {
    assert.equal(exit([pass, judged('COSP-3-1', 1, 'WARN'), judged('COSP-3-1', 2, 'CHOICE')]), 0);
    assert.equal(
      exit([pass, judged('COSP-3-1', 1, 'INCONCLUSIVE'), judged('COSP-1-1', 2, 'UNSUPPORTED')]),
      0,
    );
  });

  it('is 1 for a failure, for a stale baseline, and for verdicts that change', () => {
    assert.equal(exit([pass, fail, judged('COSP-1-1', 3, 'INCONCLUSIVE')]), 1);
    assert.equal(exit([pass, judged('COSP-1-1', 2, 'XPASS')]), 1);
    assert.equal(exit([pass], { changed: true }), 1);
    assert.equal(exit([fail, judged('COSP-1-1', 3, 'NOT-RUN')], { stopped: 'fail-fast' }), 1);
  });

  it('is 3 when a MUST could not be told or something did not run', () => {
    assert.equal(exit([pass, judged('COSP-1-1', 2, 'INCONCLUSIVE')]), 3);
    assert.equal(exit([judged('COSP-3-1', 1, 'WARN'), judged('COSP-1-1', 2, 'BLOCKED', 'COSP-3-1')]), 3);
    assert.equal(exit([pass, judged('COSP-3-1', 1, 'NOT-RUN')]), 3);
    assert.equal(exit([]), 3);
    assert.equal(exit([judged('COSP-1-1', 1, 'UNSUPPORTED'), judged('COSP-3-1', 1, 'UNSUPPORTED')]), 3);
  });

  it('is 0 when all that is blocked is blocked by what the baseline expects', () => {
    assert.equal(exit([judged('COSP-1-1', 1, 'XFAIL'), judged('COSP-2-1', 1, 'BLOCKED', 'COSP-1-1')]), 0);
    assert.equal(exit([judged('COSP-1-1', 1, 'XFAIL'), judged('COSP-2-1', 1, 'BLOCKED', 'COSP-3-1')]), 3);
  });

  it('is 4 for a fault of the suite, which goes before a failure', () => {
    assert.equal(exit([fail, judged('COSP-3-1', 1, 'HARNESS-ERROR')]), 4);
    assert.equal(exit([pass], { faults: 1 }), 4);
  });

  it('is 3 for an interrupted run, whatever was found', () => {
    assert.equal(exit([fail, judged('COSP-3-1', 1, 'HARNESS-ERROR')], { stopped: 'interrupted' }), 3);
  });
});

describe('verdicts', () => {
  it('have a worst one', () => {
    assert.equal(worst(['PASS', 'WARN', 'FAIL', 'BLOCKED']), 'FAIL');
    assert.equal(worst(['PASS', 'CHOICE']), 'CHOICE');
    assert.equal(worst([]), undefined);
    assert.equal(new Set(VERDICTS).size, 11);
  });

  it('are counted, the worst first', () => {
    assert.deepEqual(Object.entries(count(['PASS', 'FAIL', 'PASS'])), [
      ['FAIL', 1],
      ['PASS', 2],
    ]);
  });
});

describe('requirement verdicts', () => {
  it('are the worst of the scenarios, and count a failure where it belongs', () => {
    const list = fold(
      [
        scenario('COSP-1-1', 1),
        scenario('COSP-2-1', 1),
        scenario('COSP-2-1', 2, { outcome: 'violation', blames: 'COSP-1-1' }),
        scenario('COSP-3-1', 1, { outcome: 'violation' }),
      ],
      REQUIREMENTS,
    );
    const verdicts = requirementVerdicts(list, REQUIREMENTS).map(
      ({ requirement: { id }, verdict, blockedBy, scenarios }) => {
        return [id, verdict, blockedBy.join(), scenarios];
      },
    );
    assert.deepEqual(verdicts, [
      ['COSP-1-1', 'FAIL', '', 1],
      ['COSP-2-1', 'BLOCKED', 'COSP-1-1', 2],
      ['COSP-3-1', 'WARN', '', 1],
    ]);
  });

  it('leave out what nobody looked at', () => {
    const list = [judged('COSP-2-1', 1, 'PASS')];
    assert.deepEqual(
      requirementVerdicts(list, REQUIREMENTS).map(({ requirement: { id } }) => id),
      ['COSP-2-1'],
    );
  });
});

describe('rounds', () => {
  const first = [
    judged('COSP-1-1', 1, 'PASS'),
    judged('COSP-2-1', 1, 'PASS'),
    judged('COSP-3-1', 1, 'NOT-RUN'),
  ];
  const second = [
    judged('COSP-1-1', 1, 'FAIL'),
    judged('COSP-2-1', 1, 'PASS'),
    judged('COSP-3-1', 1, 'PASS'),
  ];

  it('give each scenario its worst verdict', () => {
    const verdicts = worstOfRounds([first, second]).map(({ verdict }) => verdict);
    assert.deepEqual(verdicts, ['FAIL', 'PASS', 'NOT-RUN']);
  });

  it('tell the verdicts that changed; not to have run is no change', () => {
    assert.deepEqual(changedVerdicts([first, second, first]), [
      {
        id: 'features/server/1.feature:1',
        name: 'scenario 1 of COSP-1-1',
        requirement: 'COSP-1-1',
        verdicts: [
          { verdict: 'FAIL', rounds: [2] },
          { verdict: 'PASS', rounds: [1, 3] },
        ],
      },
    ]);
  });
});

describe('choices', () => {
  const register = [
    { id: 'COSP-4-1', question: 'What?' },
    { id: 'COSP-4-2', key: 'case', question: 'Which?' },
  ];
  const seen = (line: number, id: string, option: string, key?: string) =>
    scenario('COSP-1-1', line, { choices: [{ id, option, ...(key && { key }) }] });

  it('are listed in the order of the register, with what each scenario met', () => {
    const scenarios = [
      seen(3, 'COSP-4-2', 'same', 'case'),
      seen(2, 'COSP-4-1', 'a'),
      seen(1, 'COSP-4-1', 'b'),
      seen(4, 'COSP-4-1', 'a'),
    ];
    assert.deepEqual(choicesSeen(scenarios, register), [
      {
        id: 'COSP-4-1',
        question: 'What?',
        options: [
          { option: 'b', scenarios: ['features/server/1.feature:1'] },
          { option: 'a', scenarios: ['features/server/1.feature:2', 'features/server/1.feature:4'] },
        ],
      },
      {
        id: 'COSP-4-2',
        key: 'case',
        question: 'Which?',
        options: [{ option: 'same', scenarios: ['features/server/1.feature:3'] }],
      },
    ]);
  });

  it('are kept when the register lacks them', () => {
    assert.equal(choicesSeen([seen(1, 'COSP-4-2', 'x', 'other')], register)[0]?.question, 'COSP-4-2 (other)');
  });
});
