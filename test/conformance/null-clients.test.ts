import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Run, testClient } from './run-suite';

const CLIENTS = join(__dirname, 'clients');
const LONGEST = 60_000;
const SEEDS = [1, 2, 3, 4];

function run(name: string, ...args: string[]): Promise<Run> {
  const [program = '', ...rest] = name.split(' ');
  const command = [`'${process.execPath}' '${join(CLIENTS, program)}.js'`, ...rest].join(' ');
  return testClient('--workers', '2', '--timeout', '2', '--exec', command, ...args);
}

function assertPassesNothing({ report, took }: Run): void {
  const passed = report.requirements.filter(({ level, verdict }) => level === 'MUST' && verdict === 'PASS');
  assert.deepEqual(passed, []);
  assert.ok(report.requirements.length > 25, 'the whole suite was judged');
  assert.ok(took < LONGEST, `took ${Math.round(took / 1000)} s`);
}

const firstLines = ({ text }: Run): string => text.split('\n').slice(0, 3).join('\n');

describe('a client that knows nothing of COSP', () => {
  for (const [name, breaks, says] of [
    ['silent', 'COSP-2-1', /a first client does not register: .* nothing within/],
    ['stays-away', 'COSP-2-1', /a first client does not register: .* has connected, which it has not/],
    ['deaf', 'COSP-2.1-6', /a first client does not show that it is registered: .* nothing within/],
    ['shows-everything', 'COSP-2.1-6', /FAIL COSP-2\.1-6 .*: the client shows something else/],
  ] as const) {
    it(`passes no MUST when it is one that is called ${name}, and is told so in the first lines`, async () => {
      const one = await run(name);
      assert.equal(one.exitCode, 1, one.text);
      assertPassesNothing(one);
      assert.match(firstLines(one), says);
      assert.deepEqual(one.report.faults, []);
      const failed = one.report.requirements.filter(({ verdict }) => verdict === 'FAIL').map(({ id }) => id);
      assert.ok(failed.includes(breaks), failed.join(', '));
    });
  }

  it('passes no MUST when it cannot connect, and is told so', async () => {
    const one = await run('cannot-connect');
    assert.equal(one.exitCode, 4, one.text);
    assertPassesNothing(one);
    assert.match(one.text, /Connection refused/);
  });
});

describe('a client that sends random bytes', () => {
  for (const seed of SEEDS) {
    for (const shows of ['', ' shows']) {
      it(`neither breaks nor holds up the suite: random ${seed}${shows}`, async () => {
        const one = await run(`random ${seed}${shows}`);
        assert.equal(one.exitCode, 1, one.text);
        assertPassesNothing(one);
        assert.deepEqual(one.report.faults, []);
        const errors = one.report.scenarios.filter(({ verdict }) => verdict === 'HARNESS-ERROR');
        assert.deepEqual(errors.slice(0, 3), []);
      });
    }
  }
});
