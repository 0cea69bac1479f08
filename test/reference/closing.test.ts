import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, Server } from 'node:net';
import { test } from 'node:test';
import { createCospServer } from '../../reference/server';
import { silentLog } from '../../reference/server/log';
import { encodeBroadcastRequest, encodeDirectRequest, encodePrivateRequest } from '../../wire';
import { open, pair } from './support/pairing';
import { Peer } from './support/peer';
import { Side } from './support/side';
import { emptied, staged } from './support/stage';

const NOTHING = {
  sockets: 0,
  connections: 0,
  clients: 0,
  pendingRequests: 0,
  pairings: 0,
  relays: 0,
  closing: 0,
  waitingBytes: 0,
  slowReaders: 0,
  heldSenders: 0,
};

/** Timers and sockets of this process, by kind. */
function resources(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => /^(Timeout|TCPSocketWrap)$/.test(kind));
}

staged('after all have left neither socket nor timer nor anything pending is there', async (stage) => {
  const { server } = stage;
  const before = resources();
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  const [one, other] = await open(stage, alice, bob);
  const { requesterPort } = await pair(alice, carol);
  const waiting = await Side.connect(stage, requesterPort);
  const refused = await stage.connect();
  await refused.ask('alice');
  const silent = await stage.connect();
  carol.send(encodePrivateRequest(5000, bob.id));
  await bob.gets({ privateRequested: carol.id });
  assert.deepEqual(server.inspect(), {
    ...NOTHING,
    sockets: 8,
    connections: 5,
    clients: 3,
    pendingRequests: 1,
    pairings: 1,
    relays: 1,
  });
  for (const { socket } of [alice, bob, refused, one, waiting]) socket.resetAndDestroy();
  for (const { socket } of [carol, other, silent]) socket.destroy();
  await emptied(server);
  while (server.inspect().pairings > 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(server.inspect(), NOTHING);
  assert.deepEqual(resources(), before);
});

staged(
  'closing ends all connections, each after what was queued for it',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const newcomer = await stage.connect();
    const [one, other] = await open(stage, alice, bob);
    const { accepterPort } = await pair(alice, bob);
    const waiting = await Side.connect(stage, accepterPort);
    one.socket.write('last words');
    await other.receives(10);
    bob.send(encodeBroadcastRequest('last words'));
    await alice.gets({ broadcast: 'last words', from: bob.id });
    await stage.server.close();
    await alice.gets({ over: 'ended' });
    await bob.gets({ over: 'ended' });
    await newcomer.gets({ over: 'ended' });
    await Promise.all([one.ended, other.ended, waiting.ended]);
    assert.deepEqual(stage.server.inspect(), NOTHING);
  },
  { pairingTimeout: 60_000 },
);

staged(
  'closing does not wait for who does not close',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    await open(stage, alice, bob); // each side keeps its sending half open
    alice.socket.pause();
    const note = encodeDirectRequest(alice.id, 'x'.repeat(32_000));
    for (let count = 0; count < 1_500; count += 1) bob.socket.write(note);
    while (stage.server.inspect().slowReaders === 0) await new Promise((resolve) => setImmediate(resolve));
    await stage.server.close();
    assert.deepEqual(stage.server.inspect(), NOTHING);
  },
  { closingTimeout: 50, maxQueuedBytes: 8 << 20 },
);

test('a fault of the listener is logged, and the service goes on (COSP-7-1)', async () => {
  const { listen } = Server.prototype;
  let listener: Server | undefined;
  Server.prototype.listen = function (this: Server, ...given: unknown[]) {
    listener = this;
    return Reflect.apply(listen, this, given);
  } as typeof listen;
  const logged: string[] = [];
  const log = { ...silentLog, error: (_: object, message: string) => logged.push(message) };
  const server = createCospServer({ host: '127.0.0.1', port: 0, log });
  const { port } = await server.listen();
  Server.prototype.listen = listen;
  // What Node tells when the system has no descriptor left for a connection.
  listener?.emit('error', Object.assign(new Error('accept ENFILE'), { code: 'ENFILE' }));
  assert.deepEqual(logged, ['cannot accept a connection']);
  const peer = await Peer.connect({ port });
  assert.deepEqual(await peer.ask('alice'), { accepted: {} });
  await server.close();
});

test('closing a server that does not listen is no error', async () => {
  await createCospServer({ port: 0 }).close();
});

test('a port in use is an error with its code', async () => {
  const listener = createServer().listen(0, '127.0.0.1').unref();
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  await assert.rejects(createCospServer({ host: '127.0.0.1', port }).listen(), { code: 'EADDRINUSE' });
});

test('a server listens on the address and port that it tells', async () => {
  const server = createCospServer({ host: '127.0.0.1', port: 0 });
  const { address, port } = await server.listen();
  assert.equal(address, '127.0.0.1');
  const peer = await Peer.connect({ port });
  assert.deepEqual(await peer.ask('alice'), { accepted: {} });
  await server.close();
});

test('a limit that cannot be is refused by its name', () => {
  for (const [name, value] of [
    ['maxClients', 32_769],
    ['maxClients', 0],
    ['maxQueuedBytes', 0.5],
    ['registrationTimeout', 2 ** 31],
    ['pairingTimeout', Number.NaN],
    ['closingTimeout', -1],
  ] as const) {
    assert.throws(() => createCospServer({ [name]: value }), {
      name: 'RangeError',
      message: new RegExp(name),
    });
  }
});
