import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { ServeProcess } from './support/command';
import { fetchText, readMetrics } from './support/metrics';
import { Peer } from './support/peer';
import { Transpiled } from './support/transpiled';

const TIME = { timeout: 60_000 };
const transpiled = Transpiled.make();
const started: ServeProcess[] = [];

function serve(...options: string[]): ServeProcess {
  const all = ['--host', '127.0.0.1', '--port', '0', '--log-format', 'none', ...options];
  const server = ServeProcess.start(transpiled.cosp, all);
  started.push(server);
  return server;
}

async function urlOf(server: ServeProcess): Promise<string> {
  for (;;) {
    const [, url] = /^metrics on (\S+)$/m.exec(server.stdout) ?? [];
    if (url !== undefined) return url;
    await once(server.child.stdout as NodeJS.ReadableStream, 'data');
  }
}

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
});

test('--metrics serves them beside the chat, until the server ends', TIME, async () => {
  const server = serve('--metrics', '0');
  const { port } = await server.listening();
  const url = await urlOf(server);
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const alice = await Peer.connect({ port });
  await alice.ask('alice');
  const metrics = await readMetrics(url);
  assert.equal(metrics.get('cosp_clients'), 1);
  assert.ok((metrics.get('process_start_time_seconds') ?? 0) > 0);
  alice.socket.destroy();
  server.child.kill('SIGTERM');
  assert.equal(await server.exited, 0);
  await assert.rejects(fetchText(url), { code: 'ECONNREFUSED' });
});

test(
  'an address of theirs that cannot be had is one line and exit code 1, and nothing is served',
  TIME,
  async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const server = serve('--metrics', `127.0.0.1:${port}`);
    assert.equal(await server.exited, 1);
    assert.equal(
      server.stderr,
      `cosp serve: cannot listen on 127.0.0.1:${port} for metrics: the port is in use (EADDRINUSE)\n`,
    );
    assert.equal(server.stdout, '');
    const both = serve('--port', `${port}`, '--metrics', '0');
    assert.equal(await both.exited, 1);
    assert.match(both.stderr, /^cosp serve: cannot listen on 127\.0\.0\.1:\d+: the port is in use/);
    assert.equal(both.stdout, '');
    listener.close();
  },
);

for (const [value, problem] of [
  ['http', 'It is PORT, HOST:PORT or [IPv6 address]:PORT.'],
  ['::1:9464', 'It is PORT, HOST:PORT or [IPv6 address]:PORT.'],
  ['127.0.0.1:70000', 'A port is a whole number from 0 to 65535.'],
] as const) {
  test(`--metrics ${value} is refused`, TIME, async () => {
    const server = serve('--metrics', value);
    assert.equal(await server.exited, 2);
    assert.ok(server.stderr.includes(`argument '${value}' is invalid. ${problem}`), server.stderr);
  });
}
