import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evenCuts } from '../../suite/chat/pieces';
import { Trials } from '../../suite/chat/trials';
import { Violation } from '../../suite/judgement';

const holds = (): Promise<void> => Promise.resolve();
const breaks = (what: string) => (): Promise<void> =>
  Promise.reject(new Violation(what, { blames: 'COSP-1-5' }));

describe('Trials', () => {
  it('pass when every trial holds', async () => {
    const trials = new Trials();
    await trials.run('cut after byte 1 of 3', holds);
    await trials.run('cut after byte 2 of 3', holds);
    assert.equal(trials.failed, false);
    trials.judge();
  });

  it('keep the first violation and say which trial it was', async () => {
    const trials = new Trials();
    await trials.run('cut after byte 1 of 3', holds);
    await trials.run('cut after byte 2 of 3', breaks('nothing came'));
    await trials.run('cut after byte 3 of 3', breaks('nothing came again'));
    assert.equal(trials.failed, true);
    assert.throws(
      () => trials.judge(),
      (error) =>
        error instanceof Violation &&
        error.message === 'cut after byte 2 of 3: nothing came' &&
        error.details.blames === 'COSP-1-5',
    );
  });

  it('throw at once what is no violation', async () => {
    const trials = new Trials();
    await assert.rejects(
      trials.run('a fault', () => Promise.reject(new TypeError('oops'))),
      TypeError,
    );
  });

  it('cannot be judged when nothing was tried', () => {
    assert.throws(() => new Trials().judge(), /nothing was tried/);
  });
});

describe('evenCuts', () => {
  it('cuts between pieces of the given size, and not at the end', () => {
    assert.deepEqual(evenCuts(8, 3), [3, 6]);
    assert.deepEqual(evenCuts(6, 3), [3]);
    assert.deepEqual(evenCuts(3, 1), [1, 2]);
    assert.deepEqual(evenCuts(3, 5), []);
  });
});
