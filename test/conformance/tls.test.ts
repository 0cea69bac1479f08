import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertClean, ROOT, testServer } from './run-suite';

const COSP = `'${process.execPath}' '${join(ROOT, 'dist', 'cli', 'cosp.js')}'`;
const CERT = join(ROOT, 'test', 'tls', 'cert.pem');
const KEY = join(ROOT, 'test', 'tls', 'key.pem');
const PLAIN = `${COSP} serve --host {host} --port {port} --pairing-timeout 1s --slow-reader-grace 100ms --log-level warn`;
const SECURE = `${PLAIN} --tls-cert '${CERT}' --tls-key '${KEY}'`;

describe('the suite by TLS', () => {
  it('finds the same in the reference: ends, resets, private connections, crowds', async () => {
    const run = await testServer('--workers', '2', '--tls-ca', CERT, '--exec', SECURE);
    assertClean(run, 500);
  });

  it('says why nothing can be told of a server of plain TCP, or of one that nobody vouches for', async () => {
    const one = ['--id', 'COSP-2.1-1', '--workers', '1', '--timeout', '1'];
    const plain = await testServer(...one, '--tls-ca', CERT, '--exec', PLAIN);
    assert.notEqual(plain.exitCode, 0);
    assert.match(plain.text, /there is no TLS with it: no answer to TLS within/);
    const unknown = await testServer(...one, '--tls', '--exec', SECURE);
    assert.notEqual(unknown.exitCode, 0);
    assert.match(unknown.text, /there is no TLS with it: .*DEPTH_ZERO_SELF_SIGNED_CERT/);
    const insecure = await testServer(...one, '--tls-insecure', '--exec', SECURE);
    assert.equal(insecure.exitCode, 0, insecure.text);
  });
});
