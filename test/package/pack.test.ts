import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');

describe('the package, installed into an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-package-'));

  before(async () => {
    assert.ok(existsSync(join(ROOT, 'dist', 'cli', 'cosp.js')), 'dist/ is missing: npm run build');
    await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: ROOT });
    const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    assert.ok(archive, 'npm pack made no archive');
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'somebody', version: '1.0.0', private: true }),
    );
    await run(
      'npm',
      ['install', '--prefer-offline', '--no-audit', '--no-fund', '--omit=dev', `./${archive}`],
      { cwd: folder },
    );
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('brings neither ts-node nor a compiler', () => {
    const installed = readdirSync(join(folder, 'node_modules'));
    for (const name of ['ts-node', 'typescript', 'kaitai-struct-compiler']) {
      assert.ok(!installed.includes(name), `${name} was installed`);
    }
  });

  it('lists what the suite would run', async () => {
    const { stdout } = await run('npx', ['--no-install', 'cosp', 'test', 'server', '--list'], {
      cwd: folder,
    });
    assert.match(stdout, /COSP-2\.2-1/);
  });

  it('runs a section against the reference server', async () => {
    const { stdout } = await run('npx', ['--no-install', 'cosp', 'test', 'server', '--section', '2.2'], {
      cwd: folder,
    });
    assert.match(stdout, /COSP-2\.2-|2\.2/);
    assert.doesNotMatch(stdout, /FAIL\b.*COSP|HARNESS-ERROR/);
  });

  it('writes the living specification', async () => {
    const { stdout } = await run('npx', ['--no-install', 'cosp', 'site'], { cwd: folder });
    assert.match(stdout, /^site-out[\\/]index\.html: 13 pages/);
    assert.match(readFileSync(join(folder, 'site-out', '3-roster.html'), 'utf8'), / id="COSP-3\.2-1"/);
  });

  it('exits with 2 and a hint on an option that does not exist', async () => {
    await assert.rejects(
      run('npx', ['--no-install', 'cosp', 'test', 'server', '--sektion', '2'], { cwd: folder }),
      {
        code: 2,
      },
    );
  });
});
