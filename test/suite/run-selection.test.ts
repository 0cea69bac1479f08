import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import type { Selection } from '../../suite/run/run-request';
import { resolveSelection } from '../../suite/run/selection';
import { UsageError } from '../../suite/run/usage-error';
import { requirement } from './fixtures/scenarios';
import { fixtureSources } from './fixtures/sources';

const SOURCES = fixtureSources();
const EVERYTHING: Selection = { sections: [], ids: [], levels: [] };

const selected = (selection: Partial<Selection>, name = 'a scenario'): string[] => {
  const { selects } = resolveSelection({ ...EVERYTHING, ...selection }, SOURCES);
  return [...SOURCES.requirements.keys()].filter((requirement) => selects({ requirement, name }));
};

describe('selection', () => {
  it('is everything unless something is asked for', () => {
    assert.deepEqual(selected({}), [...SOURCES.requirements.keys()]);
    assert.equal(resolveSelection(EVERYTHING, SOURCES).tagExpression, '');
  });

  it('takes a section with those below it', () => {
    assert.deepEqual(selected({ sections: ['2'] }), ['COSP-2-1', 'COSP-2.1-1']);
    assert.deepEqual(selected({ sections: ['2.1', '1'] }), ['COSP-1-1', 'COSP-2.1-1']);
  });

  it('does not take a section that only begins with the same digits', () => {
    const requirements = new Map(SOURCES.requirements).set('COSP-20-1', requirement('COSP-20-1', 'MUST'));
    const sources = {
      ...SOURCES,
      requirements,
      sections: [...SOURCES.sections, { number: '20', title: '' }],
    };
    const { selects } = resolveSelection({ ...EVERYTHING, sections: ['2'] }, sources);
    assert.equal(selects({ requirement: 'COSP-20-1', name: '' }), false);
  });

  it('takes ids and levels, and what fits all that is asked for', () => {
    assert.deepEqual(selected({ ids: ['COSP-1-1', 'COSP-3-1'] }), ['COSP-1-1', 'COSP-3-1']);
    assert.deepEqual(selected({ levels: ['SHOULD'] }), ['COSP-3-1']);
    assert.deepEqual(selected({ levels: ['MUST'], sections: ['2'] }), ['COSP-2-1', 'COSP-2.1-1']);
    assert.deepEqual(selected({ levels: ['SHOULD'], sections: ['2'] }), []);
  });

  it('takes names by pattern', () => {
    assert.deepEqual(selected({ grep: '^other' }), []);
    assert.deepEqual(selected({ grep: '^other', ids: ['COSP-1-1'] }, 'other one'), ['COSP-1-1']);
  });

  it('gives Cucumber the same to choose from', () => {
    const { tagExpression, names } = resolveSelection({ ...EVERYTHING, sections: ['2'], grep: 'x' }, SOURCES);
    assert.equal(tagExpression, '@COSP-2-1 or @COSP-2.1-1');
    assert.deepEqual(names, ['x']);
  });

  it('reads only the features that can hold it, and all where none does', () => {
    const features = (selection: Partial<Selection>): string[] =>
      resolveSelection({ ...EVERYTHING, ...selection }, SOURCES).features.map((file) => basename(file));
    const all = ['1-ground.feature', '4-colours.feature'];
    assert.deepEqual(features({}), all);
    assert.deepEqual(features({ ids: ['COSP-4-1'] }), ['4-colours.feature']);
    assert.deepEqual(features({ sections: ['1', '2'] }), ['1-ground.feature']);
    assert.deepEqual(features({ levels: ['MUST', 'CHOICE'] }), all);
    assert.deepEqual(features({ ids: ['COSP-3-1'] }), all);
  });

  it('refuses what does not exist', () => {
    assert.throws(
      () => selected({ ids: ['COSP-2.1-2'] }),
      /no requirement COSP-2.1-2; did you mean COSP-2.1-1/,
    );
    assert.throws(() => selected({ sections: ['9'] }), /no section 9; the sections are 1, 2, 2.1, 3, 4/);
    assert.throws(() => selected({ sections: ['2.'] }), UsageError);
  });

  it('refuses what binds the other side', () => {
    const requirements = new Map(SOURCES.requirements);
    const client = { ...requirements.get('COSP-1-1'), id: 'COSP-1-2', roles: ['client' as const] };
    requirements.set('COSP-1-2', client as never);
    assert.throws(
      () => resolveSelection({ ...EVERYTHING, ids: ['COSP-1-2'] }, { ...SOURCES, requirements }),
      /COSP-1-2 does not bind a server/,
    );
  });
});
