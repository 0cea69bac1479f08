import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { siteCommand } from '../../site/site-command';
import { packageRoot } from '../../spec';
import { madeResults } from '../pages/made-run';

/** `cosp site` from the sources, in a folder of its own. */
function site(cwd: string, ...options: string[]): { status: number | null; stdout: string; stderr: string } {
  const root = packageRoot();
  const command = [
    '--require',
    join(root, 'node_modules/ts-node/register'),
    join(root, 'cli/cosp.ts'),
    'site',
  ];
  const env = { ...process.env, TS_NODE_PROJECT: join(root, 'tsconfig.json') };
  return spawnSync(process.execPath, [...command, ...options], { cwd, env, encoding: 'utf8' });
}

describe('cosp site', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cosp-site-'));
    writeFileSync(join(folder, 'results.json'), JSON.stringify(madeResults({ scenarios: 20, failures: 1 })));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('writes site-out/ unless told otherwise, and says what it wrote', () => {
    const { status, stdout, stderr } = site(folder);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^site-out\/index\.html: 13 pages, \d\.\d MiB, made in \d+\.\d s\n$/);
    assert.ok(existsSync(join(folder, 'site-out', 'index.html')));
  });

  it('takes results under a name, and writes their evidence beside', () => {
    const { status, stdout } = site(folder, '--out', 'coloured', '--results', 'mine=results.json');
    assert.equal(status, 0);
    assert.match(stdout, /14 pages/);
    assert.ok(existsSync(join(folder, 'coloured', 'run-1.html')));
  });

  it('leaves a folder alone that is not its own', () => {
    const { status, stdout, stderr } = site(folder, '--out', '.');
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^error: \. holds files that cosp site did not write .*--out/);
    assert.ok(!existsSync(join(folder, 'index.html')));
  });

  it('says what is wrong with results', () => {
    const { status, stderr } = site(folder, '--out', 'none', '--results', 'nothing.json');
    assert.equal(status, 2);
    assert.match(stderr, /^error: cannot read nothing\.json/);
    assert.ok(!existsSync(join(folder, 'none')));
  });

  it('has a help, and knows no other options', () => {
    let help = '';
    siteCommand()
      .configureOutput({ writeOut: (text) => (help += text) })
      .outputHelp();
    assert.match(help, /--out <folder>.*--results <\[name=\]file\.\.\.>.*Examples:/s);
    assert.equal(site(folder, '--colour').status, 2);
    assert.equal(site(folder, 'extra').status, 2);
  });
});
