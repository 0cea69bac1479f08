import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { connect } from 'node:net';
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

const FULL = '/dev/full';

test('a server that cannot write its output goes on', { skip: !existsSync(FULL) }, async () => {
  const full = openSync(FULL, 'w');
  const args = [COSP, 'serve', '--host', '127.0.0.1', '--port', '0', '--log-format', 'json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  const ended = once(child, 'close');
  const [line] = await once(child.stderr as NodeJS.ReadableStream, 'data');
  const client = connect((JSON.parse(`${line}`) as { port: number }).port, '127.0.0.1');
  client.on('error', () => undefined); // told by its end
  client.end(Buffer.from([0, 5, ...Buffer.from('alice')]));
  const [answer] = await once(client, 'data');
  assert.deepEqual([...answer], [0, 0, 0]);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
