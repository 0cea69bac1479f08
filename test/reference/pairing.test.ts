import assert from 'node:assert/strict';
import { once } from 'node:events';
import { encodePrivateAccept, encodePrivateRequest } from '../../wire';
import { open, pair } from './support/pairing';
import { freePort, Side } from './support/side';
import { staged } from './support/stage';

staged(
  'a side that never connects is given up, and who waits for it is let go (COSP-6.2-15)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const { requesterPort, accepterPort } = await pair(alice, bob);
    const early = await Side.connect(stage, requesterPort);
    await early.ended;
    assert.equal(stage.server.inspect().pairings, 0);
    // Too late: the port is anybody's again.
    const newcomer = await stage.connect({ localPort: accepterPort });
    assert.deepEqual(await newcomer.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
  },
  { pairingTimeout: 50 },
);

staged(
  'a side that is let go is closed when its client closes, also when it had sent something',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const early = await Side.connect(stage, (await pair(alice, bob)).requesterPort);
    early.socket.write('are you there?');
    await early.ended;
    early.socket.end();
    assert.equal(await early.closed, 'closed');
    while (stage.server.inspect().closing > 0) await once(stage.server, 'disconnected');
  },
  { pairingTimeout: 50, closingTimeout: 60_000 },
);

staged(
  'a private connection that is open is not given up',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const [one, other] = await open(stage, alice, bob);
    const { requesterPort } = await pair(alice, bob);
    const givenUp = await Side.connect(stage, requesterPort);
    await givenUp.ended; // its time ends behind that of the open one
    one.socket.write('hello');
    assert.equal((await other.receives(5)).toString(), 'hello');
  },
  { pairingTimeout: 50 },
);

staged('two sides that declare the same port from one address are refused', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const port = await freePort();
  alice.send(encodePrivateRequest(port, bob.id));
  await bob.gets({ privateRequested: alice.id });
  bob.send(encodePrivateAccept(port, alice.id));
  await alice.gets({ privateRefused: bob.id });
  await bob.getsNothingFrom(alice);
  assert.equal(stage.server.inspect().pairings, 0);
});

staged(
  'a port that is awaited already is refused, and the earlier private connection gets it',
  async (stage) => {
    const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
    const { requesterPort, accepterPort } = await pair(alice, bob);
    for (const [requested, accepted] of [
      [requesterPort, await freePort()],
      [await freePort(), accepterPort],
    ] as const) {
      carol.send(encodePrivateRequest(requested, bob.id));
      await bob.gets({ privateRequested: carol.id });
      bob.send(encodePrivateAccept(accepted, carol.id));
      await carol.gets({ privateRefused: bob.id });
    }
    const [one, other] = [await Side.connect(stage, requesterPort), await Side.connect(stage, accepterPort)];
    one.socket.write('for bob');
    assert.equal((await other.receives(7)).toString(), 'for bob');
  },
);

staged('a port can be declared again once its side has connected', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const { requesterPort } = await pair(alice, bob);
  await Side.connect(stage, requesterPort);
  await alice.getsNothingFrom(bob); // the server has accepted it
  alice.send(encodePrivateRequest(requesterPort, bob.id));
  await bob.gets({ privateRequested: alice.id });
  bob.send(encodePrivateAccept(await freePort(), alice.id));
  await alice.gets({ privateAccepted: bob.id });
});

staged('who leaves before its side has connected frees the other side at once', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const { accepterPort } = await pair(alice, bob);
  const waiting = await Side.connect(stage, accepterPort);
  alice.socket.end();
  await waiting.ended;
  assert.equal(stage.server.inspect().pairings, 0);
});

staged('a side whose partner will not come is sent away, and not taken for a newcomer', async (stage) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  const { requesterPort, accepterPort } = await pair(alice, bob);
  alice.socket.end();
  await carol.gets({ left: alice.id });
  for (let turn = 0; turn < 3; turn += 1) await carol.getsNothingFrom(carol);
  const newcomer = await stage.connect({ localPort: requesterPort }); // alice's port is anybody's
  assert.deepEqual(await newcomer.ask('dave'), { accepted: { 1: 'bob', 2: 'carol' } });
  const late = await Side.connect(stage, accepterPort);
  await late.ended;
  assert.equal(stage.server.inspect().pairings, 0);
});

staged('when both leave before their sides have connected nothing waits any more', async (stage) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  await pair(alice, bob);
  await pair(bob, alice);
  alice.socket.end();
  bob.socket.resetAndDestroy();
  await carol.next();
  await carol.next();
  for (let turn = 0; turn < 3; turn += 1) await carol.getsNothingFrom(carol);
  assert.equal(stage.server.inspect().pairings, 0);
});

staged(
  'a side that connected before its client left counts, also behind a queue of newcomers',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const { requesterPort, accepterPort } = await pair(alice, bob);
    const newcomers = Array.from({ length: 50 }, () => stage.connect());
    const one = await Side.connect(stage, requesterPort);
    alice.socket.end();
    await bob.gets({ left: alice.id });
    const other = await Side.connect(stage, accepterPort);
    one.socket.write('hello');
    assert.equal((await other.receives(5)).toString(), 'hello');
    await Promise.all(newcomers);
  },
);

staged('when the first side is reset before the other is there, the other’s ends at once', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const { requesterPort, accepterPort } = await pair(alice, bob);
  const early = await Side.connect(stage, requesterPort);
  await alice.getsNothingFrom(bob);
  early.socket.resetAndDestroy();
  await alice.getsNothingFrom(bob);
  const late = await Side.connect(stage, accepterPort);
  await late.ended;
  assert.equal(stage.server.inspect().pairings, 0);
});

staged(
  'an IPv4 client is the same client to a server that listens on IPv6 as well',
  async (stage) => {
    assert.equal(stage.address.family, 'IPv6');
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const [one, other] = await open(stage, alice, bob);
    one.socket.write('hello');
    assert.equal((await other.receives(5)).toString(), 'hello');
  },
  { host: '::' },
);

staged(
  'clients over IPv6 and over IPv4 talk to each other, also privately',
  async (stage) => {
    const alice = await stage.register('alice');
    const bob = await stage.connect({ host: '::1' });
    assert.deepEqual(await bob.ask('bob'), { accepted: { 0: 'alice' } });
    bob.id = 1;
    await alice.gets({ joined: bob.id, pseudonym: 'bob' });
    const { requesterPort, accepterPort } = await pair(alice, bob);
    const one = await Side.connect(stage, requesterPort);
    const other = await Side.connect(stage, accepterPort, '::1');
    one.socket.write('hello');
    assert.equal((await other.receives(5)).toString(), 'hello');
  },
  { host: '::' },
);

staged('the same port from another address is not the side (COSP-6.2-10)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const { requesterPort } = await pair(alice, bob);
  const stranger = await stage.connect({ localPort: requesterPort, localAddress: '127.0.0.2' });
  assert.deepEqual(await stranger.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
});
