import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT, type Run, testClient } from './run-suite';

const MANGLED = join(ROOT, 'test', 'suite', 'fixtures', 'adapters', 'mangled.js');
const GOOD = `python3 "${join(ROOT, 'examples', 'python-client', 'adapter.py')}"`;
const mangled = (how: string): string => `"${process.execPath}" "${MANGLED}" "${how}" ${GOOD}`;

/** How often each verdict was given. */
function verdictsOf({ report }: Run): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of report.scenarios) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** Runs with somebody who always gives the same answer. */
function withPerson(
  answer: string,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const all = [join(ROOT, 'dist', 'cli', 'cosp.js'), 'test', 'client', '--control', 'human', ...args];
    const child = spawn(process.execPath, all);
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(`${answer}\n`.repeat(50));
  });
}

describe('cosp test client', { concurrency: 2 }, () => {
  it('blames the requirement, and says client where a client is meant', async () => {
    const run = await testClient('--exec', mangled('shows all as direct'), '--section', '5.1');
    const { report, text, exitCode } = run;
    assert.equal(exitCode, 1);
    const broken = report.requirements.filter(({ verdict }) => verdict === 'FAIL').map(({ id }) => id);
    assert.deepEqual(broken, ['COSP-5.1-4']);
    assert.match(text, /conversation \(-> to the client, <- from it\)/);
    assert.match(text, /adapter +-- event direct/);
    assert.match(text, /\n {2}adapter {3}".*mangled\.js/);
    assert.match(text, /replay {4}cosp test client --exec .* --id COSP-5\.1-4/);
    assert.doesNotMatch(text, /\bserver (under|took|does)|cosp test server/);
  });

  it('has one bad scenario cost one scenario', async () => {
    const run = await testClient(
      '--exec',
      mangled('prints what it writes'),
      '--section',
      '5',
      '--section',
      '4',
      '--workers',
      '1',
    );
    const { PASS = 0, 'HARNESS-ERROR': faults = 0, ...others } = verdictsOf(run);
    assert.deepEqual(others, {});
    assert.ok(PASS > 10 && faults >= 2, run.text);
    assert.equal(run.exitCode, 4);
    for (const { verdict, evidence } of run.report.scenarios) {
      if (verdict !== 'HARNESS-ERROR') continue;
      assert.match(evidence?.message ?? '', /^the adapter wrote a line that is no JSON object: DEBUG: /);
    }
    assert.match(run.text, /Harness error: the adapter, or the suite itself, failed\./);
  });

  it('lets be what is not supported', async () => {
    const run = await testClient(
      '--exec',
      mangled('no private connections'),
      '--section',
      '6.3',
      '--section',
      '2.2',
    );
    const { UNSUPPORTED = 0, PASS = 0, ...others } = verdictsOf(run);
    assert.deepEqual(others, {}, run.text);
    assert.ok(UNSUPPORTED > 0 && PASS > 0);
    assert.equal(run.exitCode, 0);
    assert.match(run.report.verdict, /^Conformant: .*, \d+ requirements? not supported\.$/);
  });

  it('does not call conformant what does nothing', async () => {
    const run = await testClient('--exec', mangled('no command'), '--section', '3');
    assert.deepEqual(Object.keys(verdictsOf(run)), ['UNSUPPORTED'], run.text);
    assert.equal(run.exitCode, 3);
    assert.equal(run.report.verdict, 'Incomplete: nothing of what is selected is supported.');
  });

  it('has an adapter dial in', async () => {
    const run = await testClient('--exec', GOOD, '--control', 'tcp', '--section', '2');
    assert.deepEqual(Object.keys(verdictsOf(run)), ['PASS'], run.text);
    assert.equal(run.exitCode, 0);
  });

  it('asks a person, and takes no for an answer', async () => {
    const { code, out, err } = await withPerson('s', '--id', 'COSP-2-1');
    assert.match(err, /DO {4}start your client, and let it connect to 127\.0\.0\.1 port \d+/);
    assert.match(out, /UNSUPPORTED \d scenarios?: the client has no way to do this: start your client/);
    assert.equal(code, 3);
  });
});
