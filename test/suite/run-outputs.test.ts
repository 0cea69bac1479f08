import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { buildFixtures } from './fixtures/build';
import { startFixtures } from './fixtures/start';

const folder = mkdtempSync(path.join(tmpdir(), 'cosp-outputs-'));
const command = buildFixtures(path.join(folder, 'built'));
after(() => rmSync(folder, { recursive: true }));

/** Runs in a new folder of its own, so that nothing else writes there. */
const runAlone = async (features: string, ...args: string[]) => {
  const cwd = mkdtempSync(path.join(folder, 'alone-'));
  const { code, out, err } = await startFixtures(command, cwd, features, args).ended;
  const text = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
  return { code, out, err, text, files: readdirSync(cwd).sort() };
};

describe('what cosp test writes', { concurrency: 2 }, () => {
  it('is a page where it runs, unless told otherwise', async () => {
    const unasked = await runAlone('features');
    assert.match(unasked.out, /\nreport: cosp-report\.html\n\nConformant: /);
    assert.match(unasked.text('cosp-report.html'), /^<!doctype html>/);
    const asked = await runAlone('broken', '--html', 'asked.html');
    assert.match(asked.out, /\nreport: asked\.html\n\nNot conformant: /);
    assert.deepEqual(asked.files, ['asked.html']);
    for (const args of [['--no-html'], ['--json', '-'], ['--list']]) {
      const none = await runAlone('features', ...args);
      assert.deepEqual([none.files, /report: /.test(none.out + none.err)], [[], false], args.join(' '));
    }
  });

  it('need not be that page: when it cannot be written the verdict is the same', async () => {
    const cwd = mkdtempSync(path.join(folder, 'full-'));
    mkdirSync(path.join(cwd, 'cosp-report.html'));
    const { code, out } = await startFixtures(command, cwd, 'features', []).ended;
    assert.match(out, /\nno report as a page \(--html names another file, --no-html none\): EISDIR/);
    assert.equal(code, 0);
  });

  it("may be Cucumber's own reports", async () => {
    const formats = ['html:c.html', 'message:c.ndjson', 'rerun:c.txt'].flatMap((format) => [
      '--format',
      format,
    ]);
    const { text, files } = await runAlone('faults', '--no-html', '--workers', '2', ...formats);
    assert.deepEqual(files, ['c.html', 'c.ndjson', 'c.txt']);
    assert.match(text('c.html'), /^<!DOCTYPE html>/);
    const envelopes = text('c.ndjson').trimEnd().split('\n');
    const ended = envelopes.filter((line) => 'testCaseFinished' in (JSON.parse(line) as object));
    assert.equal(ended.length, 5);
    assert.match(text('c.txt'), /faults\/.*\.feature(:\d+)+$/);
  });
});
