import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const COSP = join(__dirname, '..', '..', 'dist', 'cli', 'cosp.js');

const COMMANDS: Record<string, string[]> = {
  'help of all': ['--help'],
  'help of a subcommand': ['test', 'server', '--help'],
  'a list of scenarios': ['test', 'server', '--list'],
  'results as JSON': ['test', 'server', '--no-html', '--json', '-', '--id', 'COSP-2.2-1'],
};

for (const [name, args] of Object.entries(COMMANDS)) {
  test(`${name}, which nobody reads: no complaint`, async () => {
    assert.ok(existsSync(COSP), 'dist/ is missing: npm run build');
    const child = spawn(process.execPath, [COSP, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy(); // long before it has anything to say
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    assert.doesNotMatch(stderr, /EPIPE|Error|^ +at /m);
    assert.equal(code, 0);
  });
}
