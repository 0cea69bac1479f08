import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareIds, compareSections, isId, sectionOf } from '../../spec';

describe('ids of requirements', () => {
  it('tell their section', () => {
    assert.equal(sectionOf('COSP-2-1'), '2');
    assert.equal(sectionOf('COSP-2.2-11'), '2.2');
  });

  it('sort as they stand in the specification', () => {
    const ordered = [
      'COSP-1-1',
      'COSP-2-1',
      'COSP-2-10',
      'COSP-2.1-1',
      'COSP-2.1-2',
      'COSP-2.1-10',
      'COSP-2.10-1',
      'COSP-7-1',
    ];
    assert.deepEqual([...ordered].reverse().sort(compareIds), ordered);
    assert.deepEqual(['2.1', '10', '2', '2.10', '2.9'].sort(compareSections), [
      '2',
      '2.1',
      '2.9',
      '2.10',
      '10',
    ]);
  });

  it('have an order that does not depend on where the sorting starts', () => {
    const part = fc.integer({ min: 1, max: 12 });
    const id = fc
      .tuple(part, fc.option(part), part)
      .map(([major, minor, number]) => `COSP-${major}${minor === null ? '' : `.${minor}`}-${number}`);
    fc.assert(
      fc.property(id, id, id, (a, b, c) => {
        // Added, since 0 is not -0 here.
        assert.equal(Math.sign(compareIds(a, b)) + Math.sign(compareIds(b, a)), 0);
        assert.equal(compareIds(a, b) === 0, a === b);
        assert.ok(!(compareIds(a, b) <= 0 && compareIds(b, c) <= 0) || compareIds(a, c) <= 0);
      }),
      { examples: [['COSP-9.9-12', 'COSP-9.9-12', 'COSP-1-1']] }, // equal ones come up once in twenty runs
    );
  });

  it('are refused when they are written in another way', () => {
    for (const text of ['COSP-2', 'COSP-2.1', 'cosp-2-1', 'COSP-2.1.1-1', 'COSP-2-1 ', '', 'COSP--1']) {
      assert.equal(isId(text), false, text);
      assert.throws(() => sectionOf(text), RangeError, text);
    }
  });
});
