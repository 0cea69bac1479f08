import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { runAll } from '../../mutants/run-all';

describe('running all mutants', () => {
  it('runs as many long ones at a time as there are jobs, and gives the outcomes in the order of what was run', async () => {
    const all = ['long 1', 'short 1', 'long 2', 'long 3', 'short 2', 'long 4', 'long 5'];
    const told: string[] = [];
    let running = 0;
    let most = 0;
    const outcomes = await runAll({
      all,
      isLong: (one) => one.startsWith('long'),
      jobs: 2,
      run: async (one) => {
        if (one.startsWith('long')) most = Math.max(most, ++running);
        for (let turn = 0; turn < 10; turn++) await setImmediate();
        if (one.startsWith('long')) running--;
        return one.toUpperCase();
      },
      tell: (outcome) => told.push(outcome),
    });
    assert.deepEqual(
      outcomes,
      all.map((one) => one.toUpperCase()),
    );
    assert.deepEqual([...told].sort(), [...outcomes].sort());
    assert.equal(most, 2);
  });

  it('begins no more than three short ones for each job, however long they take', async () => {
    let running = 0;
    let looks = 0;
    const most: number[] = [];
    const ends: (() => void)[] = [];
    const idle = (): number => {
      if (running === 3 && ++looks === 3) for (const end of ends.splice(0)) end();
      return 1;
    };
    const run = async (one: number): Promise<void> => {
      most.push(++running);
      if (one < 4) await new Promise<void>((resolve) => ends.push(resolve));
      running--;
    };
    const runs = { all: [1, 2, 3, 4], isLong: () => false, jobs: 1, run, tell: () => undefined };
    await runAll({ ...runs, idle });
    assert.deepEqual(most, [1, 2, 3, 1]);
  });

  it('begins short ones beside the long ones only where the processors had time left, but for one', async () => {
    const shares = [0, 0.04, 0.5, 0.04, 0.2];
    const left: number[] = [];
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const run = async (one: string): Promise<void> => {
      if (one === 'long') return ended;
      if (left.push(shares.length) === 3) end();
      await ended;
    };
    const runs = { all: ['long', 1, 2, 3].map(String), jobs: 1, tell: () => undefined };
    const isLong = (one: string): boolean => one === 'long';
    await runAll({ ...runs, isLong, run, idle: () => shares.shift() ?? 1 });
    assert.deepEqual(left, [4, 2, 0]);
  });

  it('begins as many short ones as there are jobs without long ones, also where no time is left', async () => {
    let running = 0;
    const run = async (one: number): Promise<void> => {
      if (++running === 2) for (const end of ends.splice(0)) end();
      else if (one < 3) await new Promise<void>((resolve) => ends.push(resolve));
      running--;
    };
    const ends: (() => void)[] = [];
    let looks = 0;
    const idle = (): number => {
      if (++looks > 10) throw new Error('no second one was begun');
      return 0;
    };
    await runAll({ all: [1, 2, 3], isLong: () => false, jobs: 2, run, tell: () => undefined, idle });
    assert.equal(running, 0);
  });

  it('rejects with what one of them throws', async () => {
    const run = async (one: number): Promise<void> => {
      if (one === 2) throw new Error('no. 2');
    };
    const runs = { all: [1, 2], isLong: (one: number) => one === 2, jobs: 1, run, tell: () => undefined };
    await assert.rejects(runAll(runs), /no\. 2/);
  });
});
