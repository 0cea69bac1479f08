import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Run, testServer, withVerdict } from './run-suite';

const SERVERS = join(__dirname, 'servers');
const LONGEST = 60_000;

function mustsPassed({ report }: Run): string[] {
  return report.requirements
    .filter(({ level, verdict }) => level === 'MUST' && verdict === 'PASS')
    .map(({ id }) => id);
}

describe('a server that knows nothing of COSP', () => {
  for (const [name, says] of [
    ['closes', /closed by the server|reset by the server/],
    ['silent', /nothing within/],
    ['echo', /no whole frame/],
    ['closes-after-a-byte', /closed by the server|reset by the server/],
    ['random', /expected a connection code/],
    ['dies-on-the-second', /reset by the server|closed by the server/],
  ] as const) {
    it(`passes no MUST when it is one that ${name}, and is told so in the first lines`, async () => {
      const run = await testServer(
        '--workers',
        '2',
        '--exec',
        `'${process.execPath}' '${join(SERVERS, name)}.js' {port}`,
      );
      assert.equal(run.exitCode, 1);
      assert.deepEqual(mustsPassed(run), []);
      assert.ok(run.report.requirements.length > 50, 'the whole suite was judged');
      const [first = ''] = run.text.split('\n');
      assert.match(first, /did not accept a first client/);
      assert.match(first, says);
      const failed = run.report.requirements.filter(({ verdict }) => verdict === 'FAIL').map(({ id }) => id);
      assert.ok(failed.includes('COSP-2.1-1'));
      assert.ok(run.took < LONGEST, `took ${Math.round(run.took / 1000)} s`);
    });
  }
});

describe('a server that says yes to everything', () => {
  it('passes no MUST, and crashes nothing', async () => {
    const run = await testServer(
      ...['--workers', '4', '--timeout', '1'],
      ...['--exec', `'${process.execPath}' '${join(SERVERS, 'says-yes')}.js' {port}`],
    );
    assert.equal(run.exitCode, 1);
    assert.deepEqual(mustsPassed(run), []);
    assert.deepEqual(withVerdict(run, 'HARNESS-ERROR'), []);
  });
});

describe('a server that cannot be reached', () => {
  it('is told of at once when it exits, with what it printed', async () => {
    const run = await testServer('--exec', 'echo no such class >&2; exit 3 # {port}');
    assert.equal(run.exitCode, 3);
    assert.match(run.text.split('\n')[0] ?? '', /exited with code 3 before it listened/);
    assert.match(run.text, /no such class/);
  });

  it('is told of when nobody listens at its address', async () => {
    const run = await testServer('--host', '127.0.0.1', '--port', '9');
    assert.equal(run.exitCode, 3);
    assert.match(run.text.split('\n')[0] ?? '', /cannot connect to 127\.0\.0\.1:9/);
  });
});
