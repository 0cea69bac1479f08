import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { buildFixtures } from './fixtures/build';
import { startFixtures } from './fixtures/start';

// A folder whose name is a pattern, and no part of the package: neither must matter.
const folder = path.join(mkdtempSync(path.join(tmpdir(), 'cosp-run-')), 'a (b) [c]');
mkdirSync(folder);
const command = buildFixtures(path.join(folder, 'built'));
after(() => rmSync(path.dirname(folder), { recursive: true }));

const start = (features: string, args: string[], env?: NodeJS.ProcessEnv) =>
  startFixtures(command, folder, features, args, env);
const run = (features: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) =>
  start(features, args, env).ended;

describe('cosp test server', { concurrency: 2 }, () => {
  it('runs from any folder, in any folder, and passes', async () => {
    const { code, out, err } = await run('features', ['--workers', '2', '--order', 'random:5']);
    assert.equal(err, '');
    assert.match(out, /section 1: 3 scenarios, 3 PASS/);
    assert.match(out, /Conformant: .* 5 scenarios \(3 PASS, 2 CHOICE\); .*; 2 workers; order random:5\.\n$/);
    assert.equal(code, 0);
  });

  it('fails, with JSON on standard output and the rest on standard error', async () => {
    const { code, out, err } = await run('broken', [
      '--json',
      '-',
      '--junit',
      path.join(folder, 'junit.xml'),
    ]);
    const report = JSON.parse(out) as { exitCode: number; scenarios: { id: string; verdict: string }[] };
    assert.equal(report.exitCode, 1);
    assert.deepEqual(
      report.scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
      [
        'broken/2-floor.feature:6 FAIL',
        'broken/2-floor.feature:24 FAIL',
        'broken/2-floor.feature:33 BLOCKED',
        'broken/3-walls.feature:6 WARN',
        'broken/3-walls.feature:12 BLOCKED',
        'broken/3-walls.feature:18 INCONCLUSIVE',
      ],
    );
    assert.match(
      err,
      /Not conformant: 1 MUST broken, 1 SHOULD not followed, 1 requirement blocked by that\./,
    );
    assert.match(
      readFileSync(path.join(folder, 'junit.xml'), 'utf8'),
      /<testsuites name="cosp server" tests="6" failures="2"/,
    );
    assert.equal(code, 1);
  });

  it('writes a baseline that the next run expects, and tells what is stale in it', async () => {
    const file = path.join(folder, 'baseline.yaml');
    assert.equal((await run('broken', ['--write-baseline', file, '--id', 'COSP-2-1'])).code, 1);
    const second = await run('broken', ['--baseline', file, '--id', 'COSP-2-1']);
    assert.match(second.out, /Conformant: .* 2 scenarios \(2 XFAIL\)/);
    assert.equal(second.code, 0);
    writeFileSync(file, '- {requirement: COSP-1-1, scenario: it is there, reason: x}\n');
    const third = await run('features', ['--baseline', file]);
    assert.match(third.out, /XPASS COSP-1-1 it is there: passes now/);
    assert.equal(third.code, 1);
    const fourth = await run('broken', ['--baseline', file]);
    assert.match(fourth.err, /error: the baseline names an unknown scenario: COSP-1-1 "it is there"/);
    assert.equal(fourth.code, 2);
  });

  it('tells every fault of its own', async () => {
    const { code, out } = await run('faults');
    assert.match(out, /there is no definition for the step: something that nobody wrote/);
    assert.match(out, /the step "it throws" failed: Error: thrown by the fixture/);
    assert.match(out, /the worker said nothing about the scenario/);
    assert.match(out, /the scenario must have exactly one tag of a requirement/);
    assert.match(out, /Harness error: .* 5 scenarios \(1 PASS, 4 HARNESS-ERROR\)/);
    assert.equal(code, 4);
  });

  it('tells of a worker that dies', async () => {
    const { code, out } = await run('deaths');
    assert.match(out, /worker 0, which ran it, exited with code 7/);
    assert.match(out, /NOT-RUN 1 scenario: no worker was left to run it/);
    assert.match(out, /fault of the suite: worker 0 exited with code 7/);
    assert.equal(code, 4);
  });

  it('goes on with the workers that are left', async () => {
    const { code, out } = await run('deaths', ['--workers', '2']);
    assert.match(out, /3 scenarios \(2 PASS, 1 HARNESS-ERROR\)/);
    assert.equal(code, 4);
  });

  it('repeats, and tells a verdict that changes', async () => {
    const { code, out } = await run('flaky', ['--repeat', '3', '--order', 'random:1'], {
      FIXTURE_TRACE: path.join(folder, 'flaky'),
    });
    assert.match(out, /round 2 of 3, order random:2\n/);
    assert.match(out, /changed: COSP-1-1 flaky \(.*\): FAIL in round 2, 3; PASS in round 1/);
    assert.doesNotMatch(out, /changed: .* steady/);
    assert.equal(code, 1);
  });

  it('ends after the first failure when asked to', async () => {
    // This worker goes on although it is asked to end: what it still does must not be told.
    const { code, out } = await run('broken', ['--fail-fast'], { FIXTURE_STUBBORN: 'yes' });
    assert.match(out, /NOT-RUN 5 scenarios: --fail-fast ended the run after a failure/);
    assert.match(out, /Not conformant: 1 MUST broken, ended by --fail-fast\./);
    assert.equal(code, 1);
  });

  it('still prints its report when another one cannot be written', {
    skip: !existsSync('/dev/full'),
  }, async () => {
    const { code, out } = await run('features', ['--json', '/dev/full']);
    assert.match(out, /Ground +1 +- +3\n/);
    assert.match(out, /fault of the suite: a report could not be written: ENOSPC/);
    assert.equal(code, 4);
  });

  it('says so when nothing is selected, and lists what would be', async () => {
    const none = await run('features', ['--grep', 'no such name']);
    assert.match(none.out, /Incomplete: no scenario is selected\./);
    assert.equal(none.code, 3);
    const listed = await run('features', ['--list', '--level', 'MUST', '--exec', 'no port needed']);
    const place = 'features/1-ground.feature';
    assert.equal(
      listed.out,
      `COSP-1-1  MUST    it is there  ${place}:6\nCOSP-1-1  MUST    it carries a cat  ${place}:14\nCOSP-1-1  MUST    it carries a dog  ${place}:15\n`,
    );
    assert.equal(listed.code, 0);
  });
});

describe('an interrupted run', () => {
  it('lets the workers end in good order and reports what there is', async () => {
    const trace = path.join(folder, 'ended');
    const interrupted = start('endless', [], { FIXTURE_TRACE: trace });
    await interrupted.prints('never ending');
    interrupted.process.kill('SIGINT');
    const { code, out } = await interrupted.ended;
    assert.match(out, /NOT-RUN 2 scenarios: the run was interrupted/);
    assert.match(out, /Interrupted\. 3 scenarios \(1 PASS, 2 NOT-RUN\)/);
    assert.equal(code, 3);
    assert.ok(existsSync(trace), 'the worker was not asked to end');
  });

  it('ends at once at the second signal, with workers that do not end', async () => {
    const interrupted = start('endless', [], { FIXTURE_STUBBORN: 'yes' });
    await interrupted.prints('never ending');
    interrupted.process.kill('SIGTERM');
    await interrupted.prints('will not end');
    interrupted.process.kill('SIGINT');
    // Its standard output is closed only when the worker, which shares it, has ended too.
    const { code, out } = await interrupted.ended;
    assert.doesNotMatch(out, /Interrupted/);
    assert.equal(code, 3);
  });
});
