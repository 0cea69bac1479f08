import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Blocked, Violation } from '../../suite/judgement';
import { Streak } from '../../suite/streak';

const failure = (blames?: string) => new Violation('did not come', { blames });

describe('a streak of failures', () => {
  const streakOf = (length: number, ...more: unknown[]): Streak => {
    const streak = new Streak();
    for (let i = 0; i < length; i++) streak.note('COSP-4-2', failure('COSP-2.1-1'));
    for (const one of more) streak.note('COSP-4-2', one);
    return streak;
  };

  it('by one requirement blocks the scenarios of others, and says why', () => {
    assert.throws(
      () => streakOf(30).check('COSP-5.1-1'),
      (error) => {
        assert.ok(error instanceof Blocked);
        assert.equal(error.by, 'COSP-2.1-1');
        assert.match(error.message, /30 scenarios before it have all failed by COSP-2\.1-1/);
        return true;
      },
    );
  });

  it('blocks neither that requirement nor anything while it is short', () => {
    streakOf(30).check('COSP-2.1-1');
    streakOf(29).check('COSP-5.1-1');
    new Streak().check('COSP-5.1-1');
  });

  it('ends with a scenario that passes, or fails otherwise', () => {
    for (const other of [undefined, new Error('not a violation'), failure('COSP-3-2'), failure()])
      streakOf(30, other).check('COSP-5.1-1');
  });

  it('counts what a scenario is about where nothing else is blamed', () => {
    const streak = new Streak();
    for (let i = 0; i < 30; i++) streak.note('COSP-6.2-4', failure());
    streak.check('COSP-6.2-4');
    assert.throws(() => streak.check('COSP-6.2-5'), Blocked);
  });
});
