import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create } from 'xmlbuilder2';
import { badge, checkedAndHeld } from '../../../suite/report/badge';
import { resultsOf } from '../../../suite/results/results-of';
import { TOOL } from '../fixtures/hostile';
import { resultOf } from '../fixtures/run-result';
import { scenario } from '../fixtures/scenarios';

const run = (...records: ReturnType<typeof scenario>[]) => resultsOf(resultOf([records]), TOOL);
const broken = scenario('COSP-1-1', 1, { outcome: 'violation' });

describe('badge', () => {
  it('counts MUSTs and SHOULDs that were checked, and those that hold', () => {
    const results = run(
      scenario('COSP-1-1', 1),
      scenario('COSP-2-1', 1, { outcome: 'inconclusive' }),
      scenario('COSP-2.1-1', 1, { outcome: 'unsupported' }),
      scenario('COSP-3-1', 1, { outcome: 'violation' }),
      scenario('COSP-4-1', 1, { choices: [{ id: 'COSP-4-1', option: 'blue' }] }),
    );
    assert.deepEqual(checkedAndHeld(results), { held: 1, checked: 3 });
  });

  it('is green, red or grey', () => {
    assert.match(badge(run(scenario('COSP-1-1', 1))), /fill="#2b7a3d"/);
    assert.match(badge(run(broken)), /fill="#c0392b"/);
    assert.match(badge(run(scenario('COSP-1-1', 1, { outcome: 'inconclusive' }))), /fill="#6b6b6b"/);
    assert.match(badge(run()), /fill="#6b6b6b"/);
  });

  it('is SVG with a title, as wide as its texts', () => {
    const { svg } = create(badge(run(scenario('COSP-1-1', 1), scenario('COSP-3-1', 1)))).toObject() as {
      svg: {
        '@role': string;
        '@aria-label': string;
        '@width': string;
        title: string;
        g: { text?: object[] }[];
      };
    };
    assert.equal(svg.title, 'COSP: 2 of 2 checked requirements hold');
    assert.deepEqual([svg['@role'], svg['@aria-label'], svg['@width']], ['img', svg.title, '74']);
    const texts = svg.g[1]?.text as { '#': string; '@x': string; '@textLength': string }[];
    assert.deepEqual(
      texts.map((text) => [text['#'], text['@x'], text['@textLength']]),
      [
        ['COSP', '6', '31'],
        ['2/2', '49', '19'],
      ],
    );
  });
});
