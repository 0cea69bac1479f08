import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertClean, type Run, testServer } from './run-suite';

const FRESH = 'the first client of all on a server is asked';

/** The server's process in each scenario, those before that of the fresh server, that one, and those behind it. */
function processes({ report }: Run): { before: string[]; fresh: string; behind: string[] } {
  const all = report.scenarios.map(({ name, evidence }) => {
    const pid = /\(pid (\d+)\)$/.exec(evidence?.target.description ?? '')?.[1];
    return pid ?? assert.fail(`${name}: ${evidence?.target.description}`);
  });
  const index = report.scenarios.findIndex(({ name }) => name === FRESH);
  assert.ok(index > 0 && index < all.length - 1);
  return { before: all.slice(0, index), fresh: all[index] as string, behind: all.slice(index + 1) };
}

describe('a scenario that needs a server that has just been started', () => {
  it('gets one beside those of the workers, which go on with theirs', async () => {
    const run = await testServer('--workers', '2', '--id', 'COSP-6-2');
    assertClean(run, 10);
    const { before, fresh, behind } = processes(run);
    const others = new Set([...before, ...behind]);
    assert.ok(!others.has(fresh), `${fresh} among ${[...others]}`);
    assert.ok(others.size <= 2, `${[...others]}`);
  });

  it('gets one in the place of the only one that may run at a time', async () => {
    const run = await testServer('--workers', '1', '--id', 'COSP-6-2');
    assertClean(run, 10);
    const { before, fresh, behind } = processes(run);
    assert.equal(new Set(before).size, 1);
    assert.ok(!before.includes(fresh));
    assert.deepEqual(new Set(behind), new Set([fresh]));
  });
});
