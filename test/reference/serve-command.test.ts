import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { serveCommand } from '../../reference/serve-command';
import { encodeBroadcastRequest } from '../../wire';
import { ServeProcess } from './support/command';
import { Peer } from './support/peer';
import { Transpiled } from './support/transpiled';

const TIME = { timeout: 60_000 };
const LOOPBACK = ['--host', '127.0.0.1', '--port', '0'];
const transpiled = Transpiled.make();
const started: ServeProcess[] = [];

function serve(options: readonly string[], descriptors?: number): ServeProcess {
  const server = ServeProcess.start(transpiled.cosp, options, descriptors);
  started.push(server);
  return server;
}

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`prints where it listens, serves, and ends with 0 on ${signal}`, TIME, async () => {
    const server = serve([...LOOPBACK, '--log-format', 'none']);
    const { host, port } = await server.listening();
    assert.equal(host, '127.0.0.1');
    const alice = await Peer.connect({ port });
    assert.deepEqual(await alice.ask('alice'), { accepted: {} });
    server.child.kill(signal);
    await alice.gets({ over: 'ended' });
    assert.equal(await server.exited, 0);
    assert.equal(server.stdout, `cosp server listening on 127.0.0.1:${port}\n`);
    assert.equal(server.stderr, '');
  });
}

test('a second signal does not wait for connections that do not close', TIME, async () => {
  const server = serve([...LOOPBACK, '--closing-timeout', '1h']);
  const { port } = await server.listening();
  const lingering = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  lingering.on('error', () => undefined);
  lingering.resume();
  await once(lingering, 'connect');
  server.child.kill('SIGTERM');
  await once(lingering, 'end');
  server.child.kill('SIGTERM');
  assert.equal(await server.exited, 128 + 15);
  lingering.destroy();
});

test('the limits are those of the options', TIME, async () => {
  const server = serve([...LOOPBACK, '--max-clients', '1', '--registration-timeout', '50ms']);
  const { port } = await server.listening();
  const [alice, bob] = [await Peer.connect({ port }), await Peer.connect({ port })];
  await alice.ask('alice');
  assert.deepEqual(await bob.ask('bob'), { over: 'ended' });
  const silent = await Peer.connect({ port });
  await silent.gets({ over: 'ended' });
  alice.socket.destroy();
});

test('the log is structured, and has neither pseudonyms nor texts', TIME, async () => {
  const server = serve([...LOOPBACK, '--log-level', 'debug']);
  const { port } = await server.listening();
  const alice = await Peer.connect({ port });
  await alice.ask('pseudonym-of-alice');
  alice.send(encodeBroadcastRequest('text-of-alice'), Buffer.from([9]));
  await alice.gets({ over: 'ended' });
  alice.socket.destroy();
  server.child.kill('SIGTERM');
  await server.exited;
  const lines = server.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string });
  const messages = lines.map(({ msg }) => msg);
  for (const message of ['listening', 'client joined', 'malformed frame', 'client left', 'closed']) {
    assert.ok(messages.includes(message), `${message} is not in ${messages}`);
  }
  assert.doesNotMatch(server.stderr, /of-alice/);
});

test('a log for people has a line for each event', TIME, async () => {
  const server = serve([...LOOPBACK, '--log-format', 'pretty']);
  const { port } = await server.listening();
  server.child.kill('SIGTERM');
  await server.exited;
  const [first, second] = server.stderr.split('\n');
  assert.match(first ?? '', new RegExp(`^\\S+Z INFO  listening address="127.0.0.1" port=${port}$`));
  assert.match(second ?? '', /INFO {2}closed$/);
});

test('nobody reads its output, and it goes on', TIME, async () => {
  const server = serve([...LOOPBACK, '--log-level', 'debug']);
  const { port } = await server.listening();
  server.child.stdout?.destroy();
  server.child.stderr?.destroy();
  for (const pseudonym of ['alice', 'bob']) {
    const peer = await Peer.connect({ port });
    assert.deepEqual(await peer.ask(pseudonym), { accepted: {} });
    peer.send(Buffer.from([9])); // has it log something
    await peer.gets({ over: 'ended' });
    peer.socket.destroy();
  }
});

test('an address that it cannot listen on is one line and exit code 1', TIME, async () => {
  const listener = createServer().listen(0, '127.0.0.1').unref();
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  for (const [options, line] of [
    [['--host', '127.0.0.1', '--port', `${port}`], `127.0.0.1:${port}: the port is in use (EADDRINUSE)`],
    [['--host', '192.0.2.1'], '192.0.2.1:7777: this machine does not have the address (EADDRNOTAVAIL)'],
  ] as const) {
    const server = serve(options);
    assert.equal(await server.exited, 1);
    assert.equal(server.stderr, `cosp serve: cannot listen on ${line}\n`);
    assert.equal(server.stdout, '');
  }
});

test(
  'it goes on when it runs out of file descriptors, and takes newcomers again afterwards',
  TIME,
  async () => {
    const server = serve(LOOPBACK, 60);
    const { port } = await server.listening();
    const [alice, bob] = [await Peer.connect({ port }), await Peer.connect({ port })];
    await alice.ask('alice');
    await bob.ask('bob');
    await alice.gets({ joined: 1, pseudonym: 'bob' });
    const crowd: Socket[] = Array.from({ length: 100 }, () => connect(port, '127.0.0.1'));
    const turnedAway = Promise.any(crowd.map((socket) => once(socket, 'close')));
    for (const socket of crowd) socket.on('error', () => undefined).resume();
    await turnedAway;
    alice.send(encodeBroadcastRequest('still here'));
    await bob.gets({ broadcast: 'still here', from: 0 });
    for (const socket of crowd) socket.destroy();
    for (let tries = 0; ; tries += 1) {
      assert.ok(tries < 1_000, 'nobody gets in any more');
      const carol = await Peer.connect({ port });
      const answer = await carol.ask('carol');
      if (typeof answer === 'object' && 'accepted' in answer) break;
    }
    alice.socket.destroy();
    bob.socket.destroy();
  },
);

/** What the command says to a value that it does not take. */
async function complaint(...options: string[]): Promise<string> {
  let said = '';
  const command = serveCommand().configureOutput({ writeErr: (text) => (said += text) });
  await assert.rejects(command.parseAsync(options, { from: 'user' }), { name: 'CommanderError' });
  return said;
}

for (const [option, value] of [
  ['--port', '65536'],
  ['--port', 'http'],
  ['--max-clients', '32769'],
  ['--max-clients', '0'],
  ['--registration-timeout', '10'],
  ['--max-queued-bytes', '8MB'],
  ['--max-pending-requests', '-1'],
  ['--pairing-timeout', '0s'],
  ['--log-level', 'loud'],
  ['--log-format', 'xml'],
] as const) {
  test(`${option} ${value} is refused by name and value`, async () => {
    const said = await complaint(option, value);
    assert.ok(said.includes(option) && said.includes(`'${value}' is invalid`), said);
  });
}

test('a value that is refused is exit code 2', TIME, async () => {
  const server = serve(['--pairing-timeout', 'soon']);
  assert.equal(await server.exited, 2);
  assert.match(server.stderr, /^error: option '--pairing-timeout <duration>' argument 'soon' is invalid\./);
  assert.equal(server.stdout, '');
});
