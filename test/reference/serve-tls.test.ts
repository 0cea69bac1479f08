import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ServeProcess } from './support/command';
import { Peer } from './support/peer';
import { connectSecure, files, identity, otherIdentity } from './support/tls';
import { Transpiled } from './support/transpiled';

const TIME = { timeout: 60_000 };
const transpiled = Transpiled.make();
const folder = mkdtempSync(join(tmpdir(), 'cosp-tls-'));
const started: ServeProcess[] = [];

function serve(...options: string[]): ServeProcess {
  const server = ServeProcess.start(transpiled.cosp, ['--host', '127.0.0.1', '--port', '0', ...options]);
  started.push(server);
  return server;
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
  rmSync(folder, { recursive: true });
});

/** Runs `cosp chat` with a script. */
async function chat(
  script: string,
  ...options: string[]
): Promise<{ code: number; said: string; error: string }> {
  const child = spawn(process.execPath, [transpiled.cosp, 'chat', '--pseudonym', 'alice', ...options]);
  let [said, error] = ['', ''];
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (error += chunk));
  child.stdin.end(script);
  const [code] = (await once(child, 'close')) as [number];
  return { code, said, error };
}

test('cosp serve and cosp chat by TLS', TIME, async () => {
  const server = serve('--tls-cert', files.cert, '--tls-key', files.key);
  const { port } = await server.listening();
  assert.match(server.stdout, /^cosp server listening on 127\.0\.0\.1:\d+ \(TLS\)$/m);
  const bob = Peer.on((await connectSecure(port)).socket);
  await bob.ask('bob');
  const { code, error } = await chat('hello\n', `${port}`, '--tls-ca', files.cert);
  assert.deepEqual([code, error], [0, '']);
  await bob.gets({ joined: 1, pseudonym: 'alice' }, { broadcast: 'hello', from: 1 }, { left: 1 });
  assert.equal((await chat('', `${port}`, '--tls-insecure')).code, 0);
  bob.socket.destroy();
});

test('cosp chat says why it does not trust a server', TIME, async () => {
  const { port } = await serve('--tls-cert', files.cert, '--tls-key', files.key).listening();
  const { code, error } = await chat('', `${port}`, '--tls');
  assert.equal(code, 1);
  assert.match(error, /^cosp chat: the server's certificate is vouched for by nobody that is trusted/);
  const noFile = await chat('', `${port}`, '--tls-ca', join(folder, 'missing.pem'));
  assert.equal(noFile.code, 2);
  assert.match(noFile.error, /--tls-ca <file>.*It cannot be read: ENOENT/);
});

test('SIGHUP has the certificate read again, and a wrong one changes nothing', TIME, async () => {
  const [cert, key] = [file('cert.pem', identity.cert), file('key.pem', identity.key)];
  const server = serve('--tls-cert', cert, '--tls-key', key);
  const { port } = await server.listening();
  const logged = async (text: string): Promise<void> => {
    while (!server.stderr.includes(text)) await once(server.child.stderr as NodeJS.ReadableStream, 'data');
  };
  file('cert.pem', otherIdentity.cert);
  server.child.kill('SIGHUP');
  await logged('certificate not renewed');
  (await connectSecure(port, identity.cert)).socket.destroy();
  file('key.pem', otherIdentity.key);
  server.child.kill('SIGHUP');
  await logged('certificate renewed');
  (await connectSecure(port, otherIdentity.cert)).socket.destroy();
  server.child.kill('SIGTERM');
  assert.equal(await server.exited, 0);
});

const missing = join(folder, 'missing.pem');
const PROBLEMS: readonly (readonly [string, string, string])[] = [
  [missing, files.key, `cannot read --tls-cert ${missing}: there is no such file (ENOENT)`],
  [files.cert, folder, `cannot read --tls-key ${folder}: it is a folder (EISDIR)`],
  [files.key, files.key, `--tls-cert ${files.key}: there is no certificate in it (PEM)`],
  [files.cert, files.cert, `--tls-key ${files.cert}: there is no private key in it (PEM)`],
  [files.cert, files.otherKey, `--tls-key ${files.otherKey} is not the key of --tls-cert ${files.cert}`],
];

test('files that cannot be used are one line and exit code 1', TIME, async () => {
  for (const [cert, key, problem] of PROBLEMS) {
    const server = serve('--tls-cert', cert, '--tls-key', key);
    assert.equal(await server.exited, 1);
    assert.equal(server.stderr, `cosp serve: ${problem}\n`);
    assert.equal(server.stdout, '');
  }
});

test('a certificate without a key is a wrong command line', TIME, async () => {
  const server = serve('--tls-cert', files.cert);
  assert.equal(await server.exited, 2);
  assert.match(server.stderr, /^error: --tls-cert and --tls-key need each other$/m);
});
