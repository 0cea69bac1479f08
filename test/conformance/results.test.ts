import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv/dist/2020';
import { ROOT, type Run, testClient, testServer } from './run-suite';

const COSP = join(ROOT, 'dist', 'cli', 'cosp.js');
const NULL_SERVER = (name: string): string => `node '${join(__dirname, 'servers', name)}' {port}`;
const schema = JSON.parse(readFileSync(join(ROOT, 'spec', 'results.schema.json'), 'utf8')) as object;
const folder = mkdtempSync(join(tmpdir(), 'cosp-results-'));
after(() => rmSync(folder, { recursive: true }));

/** The schema, but with no member that it does not name: what is written is to be documented. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, closed(inner)]);
  const isObject = 'properties' in value && 'type' in value;
  return { ...Object.fromEntries(entries), ...(isObject && { additionalProperties: false }) };
}

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const fits = ajv.compile(closed(schema) as object);

function assertFits(run: Run): void {
  assert.ok(fits(run.report), ajv.errorsText(fits.errors?.slice(0, 5)));
}

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs `cosp report` with these arguments, and a text on its standard input. */
function report(args: string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COSP, 'report', ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

describe('results of real runs fit the published schema', () => {
  it('of a server', async () => assertFits(await testServer('--section', '2.1', '--verbose')));
  it('of a client', async () => assertFits(await testClient('--section', '6.3')));
  it('of a server that answers everything in one way', async () => {
    const run = await testServer('--exec', NULL_SERVER('says-yes.js'), '--section', '4', '--timeout', '1');
    assert.equal(run.exitCode, 1);
    assertFits(run);
  });
  it('of a server that is none', async () => {
    assertFits(await testServer('--exec', NULL_SERVER('closes.js'), '--section', '3', '--timeout', '1'));
  });
  it('of a command that starts nothing', async () => {
    assertFits(await testServer('--exec', 'exit 3 # {port}', '--id', 'COSP-4-3', '--timeout', '1'));
  });
  it('of several rounds in random order', async () => {
    const random = ['--order', 'random', '--segmentation', 'random', '--repeat', '2'];
    assertFits(await testServer('--section', '5.2', ...random));
  });
});

describe('cosp report', () => {
  const file = join(folder, 'results.json');
  let run: Run;

  before(async () => {
    run = await testServer('--exec', NULL_SERVER('says-yes.js'), '--id', 'COSP-4-3', '--timeout', '1');
    writeFileSync(file, JSON.stringify(run.report));
  });

  it('prints what the run has printed at its end', async () => {
    const { code, out } = await report(['text', file]);
    const { code: piped, out: same } = await report(['text', '-'], readFileSync(file, 'utf8'));
    assert.deepEqual([code, piped], [0, 0]);
    assert.equal(same, out);
    assert.ok(run.text.endsWith(out), out);
    assert.match(out, /Not conformant: /);
  });

  it('makes every kind of file', async () => {
    const beginnings = {
      junit: '<?xml',
      tap: 'TAP version 14\n',
      markdown: '## ❌ COSP server',
      badge: '<svg',
      html: '<!doctype html>',
    };
    for (const [kind, beginning] of Object.entries(beginnings)) {
      const { code, out } = await report([kind, file]);
      assert.equal(code, 0, kind);
      assert.equal(out.slice(0, beginning.length).toLowerCase(), beginning.toLowerCase());
      await report([kind, file, '--output', 'out.txt']);
      assert.equal(readFileSync(join(folder, 'out.txt'), 'utf8'), out);
    }
  });

  it('judges again, with the exit code of the run or another baseline', async () => {
    const { code, out } = await report(['judge', file, '--json', 'again.json']);
    assert.equal(code, 1);
    assert.equal(out, (await report(['text', file])).out);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'again.json'), 'utf8')), run.report);
    const failures = run.report.scenarios.filter(({ verdict }) => verdict === 'FAIL');
    const known = failures.map(({ requirement, name }) => ({ requirement, scenario: name, reason: 'known' }));
    writeFileSync(join(folder, 'known.yaml'), JSON.stringify(known));
    const judged = await report(['judge', '-', '--baseline', 'known.yaml'], readFileSync(file, 'utf8'));
    assert.match(judged.out, /XFAIL/);
    assert.notEqual(judged.code, 1);
  });

  it('says what is wrong with a file, inertly', async () => {
    const { code, err, out } = await report(['text', '-'], '{"schemaVersion":1,"tool":"\u009b31m"}');
    assert.deepEqual([code, out], [2, '']);
    assert.match(
      err,
      /^error: standard input is no results file of cosp test: the whole lacks "environment"\n/,
    );
    const notJson = await report(['badge', '-'], '\u009b31m');
    assert.match(notJson.err, /^error: standard input is not JSON: .*\\u\{9b\}/);
    const nowhere = await report(['badge', file, '-o', 'no/such/folder']);
    assert.match(nowhere.err, /^error: cannot write no\/such\/folder: ENOENT/);
    assert.equal(nowhere.code, 2);
  });
});
