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

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built `cosp`, with `input` on its standard input. */
function cosp(input: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist', 'cli', 'cosp.js'), ...args]);
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
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

  it('tells what the adapter breaks when the scenario has seen all', async () => {
    const run = await testClient('--exec', mangled('a line behind the end'), '--id', 'COSP-7-9');
    const { PASS = 0, 'HARNESS-ERROR': faults = 0, ...others } = verdictsOf(run);
    assert.deepEqual([PASS, others], [0, {}], run.text);
    assert.ok(faults > 10, run.text);
    for (const { evidence } of run.report.scenarios) {
      assert.match(evidence?.message ?? '', /^the adapter wrote a line that is no JSON object: good bye/);
    }
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
    const { code, out, err } = await cosp(
      's\n'.repeat(50),
      ...['test', 'client', '--control', 'human', '--id', 'COSP-2-1'],
    );
    assert.match(err, /DO {4}start your client, and let it connect to 127\.0\.0\.1 port \d+/);
    assert.match(out, /UNSUPPORTED \d scenarios?: the client has no way to do this: start your client/);
    assert.equal(code, 3);
  });
});

describe('cosp adapter doctor', () => {
  it('exits with 0 where nothing is wrong: the reference client', async () => {
    const { code, out } = await cosp('', 'adapter', 'doctor');
    assert.match(out, /\nThe adapter of .* is fine\. Next: cosp test client/);
    assert.equal(code, 0);
  });

  it('exits with 1 and a line for each finding', async () => {
    const { code, out } = await cosp('', 'adapter', 'doctor', '--exec', 'echo "no jar" >&2; exit 1');
    assert.match(
      out,
      /^MEND {2}starts.*: the adapter exited with code 1 before it answered "hello"; see what/,
    );
    assert.match(
      out,
      /its standard error: no jar\n\n1 finding to mend; what rests on that was not looked at\.\n$/,
    );
    assert.equal(code, 1);
  });

  it('says behind a finding whether the wire was right', async () => {
    const { code, out } = await cosp('', 'adapter', 'doctor', '--exec', mangled('shows all as direct'));
    assert.match(
      out,
      /^MEND {2}writes and shows messages.*; write an event .* \(what it was sent .* is right: /m,
    );
    assert.equal(code, 1);
  });

  it('exits with 2 for what cannot be', async () => {
    const { code, err } = await cosp('', 'adapter', 'doctor', '--control', 'human');
    assert.match(err, /^error: --control human is for a client without an adapter/);
    assert.equal(code, 2);
  });
});
