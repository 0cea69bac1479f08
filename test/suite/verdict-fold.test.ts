import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Evidence } from '../../suite/evidence';
import { fold } from '../../suite/verdict/fold';
import type { JudgedScenario, ScenarioRecord } from '../../suite/verdict/scenario';
import { requirement, requirementMap, scenario } from './fixtures/scenarios';

const REQUIREMENTS = requirementMap(
  requirement('COSP-1-1', 'MUST'),
  requirement('COSP-2-1', 'MUST', ['COSP-1-1']),
  requirement('COSP-2-2', 'MUST', ['COSP-2-1']),
  requirement('COSP-3-1', 'SHOULD'),
  requirement('COSP-3-2', 'MUST', ['COSP-3-1']),
  requirement('COSP-4-1', 'CHOICE', ['COSP-1-1']),
  requirement('COSP-5-1', 'MUST'),
);

const violation = (own: string, line: number, blames?: string, presumed = false): ScenarioRecord =>
  scenario(own, line, { outcome: 'violation', ...(blames && { blames }), ...(presumed && { presumed }) });

/** `line: VERDICT`, with what it is about or blocked by. */
function told(judged: readonly JudgedScenario[]): string[] {
  return judged.map(({ scenario: { requirement: own, line }, verdict, about, blockedBy }) => {
    const by = blockedBy === undefined ? '' : ` by ${blockedBy}`;
    return `${own}:${line} ${verdict}${by}${about === own ? '' : ` about ${about}`}`;
  });
}

const folded = (...scenarios: ScenarioRecord[]): string[] => told(fold(scenarios, REQUIREMENTS));

describe('folding', () => {
  it('shows each failure of a requirement by its own scenarios', () => {
    assert.deepEqual(folded(violation('COSP-5-1', 1), violation('COSP-5-1', 2), scenario('COSP-5-1', 3)), [
      'COSP-5-1:1 FAIL',
      'COSP-5-1:2 FAIL',
      'COSP-5-1:3 PASS',
    ]);
  });

  const tagged = (one: ScenarioRecord, ...needs: string[]): ScenarioRecord => ({ ...one, needs });

  it('blocks a scenario that alone needs what has failed', () => {
    const alone = tagged(violation('COSP-5-1', 1), 'COSP-2-1');
    assert.deepEqual(folded(alone, violation('COSP-2-1', 7)), [
      'COSP-2-1:7 FAIL',
      'COSP-5-1:1 BLOCKED by COSP-2-1',
    ]);
    assert.deepEqual(folded(alone, scenario('COSP-2-1', 7)), ['COSP-2-1:7 PASS', 'COSP-5-1:1 FAIL']);
  });

  it('lets two scenarios that need each other hide neither', () => {
    const one = tagged(violation('COSP-5-1', 1), 'COSP-2-1');
    const other = tagged(violation('COSP-2-1', 7), 'COSP-5-1');
    assert.deepEqual(folded(one, other), ['COSP-2-1:7 FAIL', 'COSP-5-1:1 FAIL']);
  });

  it('blocks a scenario that alone needs what has failed in one whose own needs hold', () => {
    const alone = tagged(violation('COSP-5-1', 1), 'COSP-2-1');
    const other = tagged(violation('COSP-2-1', 7), 'COSP-3-1');
    assert.deepEqual(folded(alone, other), ['COSP-2-1:7 FAIL', 'COSP-5-1:1 BLOCKED by COSP-2-1']);
  });

  it('lets nothing that was only presumed hide what was seen', () => {
    const presumption = violation('COSP-5-1', 1, 'COSP-1-1', true);
    assert.deepEqual(folded(presumption, violation('COSP-2-1', 7)), [
      'COSP-2-1:7 FAIL',
      'COSP-5-1:1 FAIL about COSP-1-1',
    ]);
  });

  it('does not block by a choice of which nothing could be told', () => {
    const waiting = scenario('COSP-1-1', 1, { outcome: 'blocked', blames: 'COSP-4-1' });
    const choice = violation('COSP-4-1', 5, 'COSP-3-1', true);
    assert.deepEqual(folded(waiting, violation('COSP-1-1', 2), scenario('COSP-3-1', 4), choice), [
      'COSP-1-1:1 INCONCLUSIVE',
      'COSP-1-1:2 FAIL',
      'COSP-3-1:4 PASS',
      'COSP-4-1:5 INCONCLUSIVE',
    ]);
  });

  it('blocks a scenario that alone needs something by what that is blocked by', () => {
    const alone = tagged(violation('COSP-5-1', 1), 'COSP-2-1');
    const root = tagged(violation('COSP-1-1', 3), 'COSP-3-1');
    assert.deepEqual(folded(alone, violation('COSP-2-1', 7), root), [
      'COSP-1-1:3 FAIL',
      'COSP-2-1:7 BLOCKED by COSP-1-1',
      'COSP-5-1:1 BLOCKED by COSP-1-1',
    ]);
  });

  it('warns of a SHOULD', () => {
    assert.deepEqual(folded(violation('COSP-3-1', 1)), ['COSP-3-1:1 WARN']);
  });

  it('blocks a scenario that blames what failed by itself', () => {
    assert.deepEqual(folded(violation('COSP-5-1', 1, 'COSP-2-1'), violation('COSP-2-1', 7)), [
      'COSP-2-1:7 FAIL',
      'COSP-5-1:1 BLOCKED by COSP-2-1',
    ]);
  });

  it('shows what nobody checks by itself once, in the first scenario that met it', () => {
    const met = [violation('COSP-5-1', 9, 'COSP-1-1'), violation('COSP-5-1', 2, 'COSP-1-1')];
    const judged = fold(met, REQUIREMENTS);
    assert.deepEqual(told(judged), ['COSP-5-1:2 FAIL about COSP-1-1', 'COSP-5-1:9 BLOCKED by COSP-1-1']);
    assert.equal(judged[0]?.note, 'breaks COSP-1-1, met while checking COSP-5-1');
  });

  it('takes back a presumed reason that its own scenarios do not bear out', () => {
    assert.deepEqual(folded(violation('COSP-5-1', 9, 'COSP-1-1', true), scenario('COSP-1-1', 1)), [
      'COSP-1-1:1 PASS',
      'COSP-5-1:9 FAIL',
    ]);
    assert.deepEqual(folded(violation('COSP-5-1', 9, 'COSP-1-1'), scenario('COSP-1-1', 1)), [
      'COSP-1-1:1 PASS',
      'COSP-5-1:9 FAIL about COSP-1-1',
    ]);
  });

  it('takes the next likely reason where its own scenarios bear it out, and only then', () => {
    const evidence = {
      outcome: 'violation',
      blames: 'COSP-1-1',
      presumed: true,
      otherwise: 'COSP-2-1',
    } as const;
    const met = scenario('COSP-5-1', 9, evidence);
    const held = scenario('COSP-1-1', 1);
    assert.deepEqual(folded(met, held, violation('COSP-2-1', 2)), [
      'COSP-1-1:1 PASS',
      'COSP-2-1:2 FAIL',
      'COSP-5-1:9 BLOCKED by COSP-2-1',
    ]);
    assert.deepEqual(folded(met, held, scenario('COSP-2-1', 2)).at(-1), 'COSP-5-1:9 FAIL');
    assert.deepEqual(folded(met, held).at(-1), 'COSP-5-1:9 FAIL');
    const both = folded(met, violation('COSP-1-1', 1), violation('COSP-2-1', 2));
    assert.deepEqual(both.at(-1), 'COSP-5-1:9 BLOCKED by COSP-1-1');
  });

  it('tells nothing of a choice for a presumed reason that holds by itself while something else is broken', () => {
    const choice = violation('COSP-4-1', 3, 'COSP-1-1', true);
    const reason = scenario('COSP-1-1', 1);
    assert.deepEqual(folded(choice, reason, violation('COSP-5-1', 2)), [
      'COSP-1-1:1 PASS',
      'COSP-4-1:3 INCONCLUSIVE',
      'COSP-5-1:2 FAIL',
    ]);
    assert.deepEqual(folded(choice, reason), ['COSP-1-1:1 PASS', 'COSP-4-1:3 FAIL about COSP-1-1']);
  });

  it('keeps a presumed reason that fails by itself, or that nobody looked at', () => {
    assert.deepEqual(folded(violation('COSP-5-1', 9, 'COSP-1-1', true), violation('COSP-1-1', 1)), [
      'COSP-1-1:1 FAIL',
      'COSP-5-1:9 BLOCKED by COSP-1-1',
    ]);
    assert.deepEqual(folded(violation('COSP-5-1', 9, 'COSP-1-1', true)), ['COSP-5-1:9 FAIL about COSP-1-1']);
  });

  it('keeps a presumed reason that a choice met, since a choice cannot fail', () => {
    assert.deepEqual(folded(violation('COSP-4-1', 9, 'COSP-1-1', true), scenario('COSP-1-1', 1)), [
      'COSP-1-1:1 PASS',
      'COSP-4-1:9 FAIL about COSP-1-1',
    ]);
  });

  it('blocks by the deepest of what is needed', () => {
    assert.deepEqual(folded(violation('COSP-2-2', 3), violation('COSP-2-1', 2), violation('COSP-1-1', 1)), [
      'COSP-1-1:1 FAIL',
      'COSP-2-1:2 BLOCKED by COSP-1-1',
      'COSP-2-2:3 BLOCKED by COSP-1-1',
    ]);
  });

  it('blocks through a requirement that holds', () => {
    assert.deepEqual(folded(violation('COSP-2-2', 3), scenario('COSP-2-1', 2), violation('COSP-1-1', 1)), [
      'COSP-1-1:1 FAIL',
      'COSP-2-1:2 PASS',
      'COSP-2-2:3 BLOCKED by COSP-1-1',
    ]);
  });

  it('blocks by a SHOULD too', () => {
    assert.deepEqual(folded(violation('COSP-3-2', 2), violation('COSP-3-1', 1)), [
      'COSP-3-1:1 WARN',
      'COSP-3-2:2 BLOCKED by COSP-3-1',
    ]);
  });

  it('blocks a scenario whose own requirement needs what failed, whatever it blames', () => {
    assert.deepEqual(folded(violation('COSP-3-2', 2, 'COSP-5-1'), violation('COSP-3-1', 1)), [
      'COSP-3-1:1 WARN',
      'COSP-3-2:2 BLOCKED by COSP-3-1',
    ]);
  });

  it('judges a violation in a choice by the level of what it blames', () => {
    assert.deepEqual(folded(violation('COSP-4-1', 1, 'COSP-3-1'), violation('COSP-4-1', 2, 'COSP-5-1')), [
      'COSP-4-1:1 WARN about COSP-3-1',
      'COSP-4-1:2 FAIL about COSP-5-1',
    ]);
  });

  it('never fails a choice', () => {
    const judged = fold([violation('COSP-4-1', 1), violation('COSP-5-1', 2, 'COSP-4-1')], REQUIREMENTS);
    assert.deepEqual(told(judged), ['COSP-4-1:1 INCONCLUSIVE', 'COSP-5-1:2 INCONCLUSIVE']);
    assert.match(judged[0]?.note ?? '', /took none of the options/);
  });

  it('blocks what was not run by what was shown for it, and tells nothing where nothing was', () => {
    const blocked = (line: number, blames: string): ScenarioRecord =>
      scenario('COSP-5-1', line, { outcome: 'blocked', blames });
    const all = [
      violation('COSP-1-1', 1),
      violation('COSP-2-1', 1),
      blocked(1, 'COSP-2-1'),
      blocked(2, 'COSP-3-1'),
    ];
    assert.deepEqual(folded(...all), [
      'COSP-1-1:1 FAIL',
      'COSP-2-1:1 BLOCKED by COSP-1-1',
      'COSP-5-1:1 BLOCKED by COSP-1-1',
      'COSP-5-1:2 INCONCLUSIVE',
    ]);
  });
});

const IDS = [...REQUIREMENTS.keys()];
const OUTCOMES: Evidence['outcome'][] = [
  'passed',
  'violation',
  'violation',
  'blocked',
  'inconclusive',
  'harness-error',
];

const anyScenarios = fc
  .array(
    fc.record({
      own: fc.constantFrom(...IDS),
      outcome: fc.constantFrom(...OUTCOMES),
      blames: fc.option(fc.constantFrom(...IDS), { nil: undefined }),
      presumed: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((list) =>
    list.map(({ own, outcome, blames, presumed }, line) =>
      scenario(own, line, { outcome, ...(blames && { blames }), ...(presumed && { presumed }) }),
    ),
  );

describe('folding any run', () => {
  it('does not depend on the order of the scenarios', () => {
    const shuffled = anyScenarios.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) =>
        assert.deepEqual(fold(other, REQUIREMENTS), fold(list, REQUIREMENTS)),
      ),
    );
  });

  it('shows at least one failure whenever a MUST or a SHOULD was seen broken', () => {
    fc.assert(
      fc.property(anyScenarios, (list) => {
        const broken = list.some(({ requirement: own, evidence }) => {
          const about = evidence?.blames ?? own;
          return evidence?.outcome === 'violation' && REQUIREMENTS.get(about)?.level !== 'CHOICE';
        });
        const shown = fold(list, REQUIREMENTS).filter(
          ({ verdict }) => verdict === 'FAIL' || verdict === 'WARN',
        );
        assert.equal(shown.length > 0, broken);
      }),
    );
  });

  it('blocks only by what is shown as a failure, and gives each scenario one verdict', () => {
    fc.assert(
      fc.property(anyScenarios, (list) => {
        const judged = fold(list, REQUIREMENTS);
        const failed = new Set(
          judged.filter(({ verdict }) => verdict === 'FAIL' || verdict === 'WARN').map(({ about }) => about),
        );
        for (const one of judged) {
          assert.equal(one.verdict === 'BLOCKED', one.blockedBy !== undefined);
          if (one.blockedBy)
            assert.ok(failed.has(one.blockedBy), `${one.blockedBy} blocks, but has no failure`);
        }
        assert.deepEqual(new Set(judged.map((one) => one.scenario)), new Set(list));
      }),
    );
  });

  it('shows a requirement that only others met once', () => {
    fc.assert(
      fc.property(anyScenarios, (list) => {
        const foreign = fold(list, REQUIREMENTS).filter(
          ({ about, scenario: { requirement: own } }) => about !== own,
        );
        assert.equal(new Set(foreign.map(({ about }) => about)).size, foreign.length);
      }),
    );
  });
});
