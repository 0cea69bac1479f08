import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readRuns } from '../../site/runs';
import { madeResults } from '../pages/made-run';

describe('the runs that a site is coloured with', () => {
  let folder = '';
  let file = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cosp-runs-'));
    file = join(folder, 'results.json');
    writeFileSync(file, JSON.stringify(madeResults({ scenarios: 3 })));
    writeFileSync(join(folder, 'a=b.json'), JSON.stringify(madeResults({ scenarios: 3 })));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are called as their files, or as they are named', () => {
    const [plain, named, again] = readRuns([file, `Alice's=${file}`, file]);
    assert.equal(plain?.name, 'results');
    assert.equal(named?.name, "Alice's");
    assert.equal(again?.name, 'results (2)');
    assert.deepEqual(
      [plain, named, again].map((run) => run?.evidence),
      ['run-1.html', 'run-2.html', 'run-3.html'],
    );
  });

  it('may lie in a file with an equals sign in its name', () => {
    const [run] = readRuns([join(folder, 'a=b.json')]);
    assert.equal(run?.name, 'a=b');
  });

  it('are refused with the file and what is wrong in it', () => {
    assert.throws(() => readRuns(['nothing-here.json']), /cannot read nothing-here\.json/);
    assert.throws(() => readRuns(['bob=nothing-here.json']), /cannot read nothing-here\.json/);
    writeFileSync(join(folder, 'other.json'), '{"schemaVersion":1}');
    assert.throws(() => readRuns([join(folder, 'other.json')]), /other\.json is no results file/);
  });
});
