import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SKIPPED } from './support';

const ROOT = join(__dirname, '..', '..');
const LONGEST = 300_000; // ms; what is not ended would be waited for in vain
const LOOK_AGAIN = 20; // ms between two looks at what runs

/** What a process has started, by process id, and what it runs. */
function childrenOf(pid: number): Map<number, string> {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const pids = list === '' ? [] : list.split(' ').map(Number);
  return new Map(pids.map((child) => [child, commandOf(child)]));
}

/** Empty for a process that is not, or has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Whether a process runs: one that has ended and waits for its parent does not. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

describe('the bench', { skip: SKIPPED }, () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    it(`ends server and generator on ${signal}`, { timeout: LONGEST }, async () => {
      const args = ['--require', 'ts-node/register', 'bench/run.ts', '--only', 'broadcast-10x1-64-window-1'];
      const bench = spawn(process.execPath, [...args, '--servers', 'c', '--seconds', '600'], {
        cwd: ROOT,
        stdio: 'ignore',
      });
      const exited = once(bench, 'exit');
      let children = new Map<number, string>();
      while (![...children.values()].includes('load')) {
        assert.equal(bench.exitCode, null, 'it ended by itself');
        await wait(LOOK_AGAIN);
        children = childrenOf(bench.pid as number);
      }
      assert.deepEqual([...children.values()].sort(), ['load', 'server']);
      bench.kill(signal);
      assert.deepEqual(await exited, [code, null]);
      for (const pid of children.keys()) while (isRunning(pid)) await wait(LOOK_AGAIN);
    });

  it('ends with a word about a scenario that is not', async () => {
    const args = ['--require', 'ts-node/register', 'bench/run.ts', '--only', 'jions'];
    const bench = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    bench.stderr.on('data', (chunk) => {
      words += chunk;
    });
    const [code] = await once(bench, 'close');
    assert.equal(code, 1);
    assert.match(words, /^bench: no scenario begins with jions; there are /m);
  });
});
