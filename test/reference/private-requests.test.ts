import assert from 'node:assert/strict';
import {
  encodeBroadcastRequest,
  encodePrivateAccept,
  encodePrivateRefuse,
  encodePrivateRequest,
} from '../../wire';
import { freePort, Side } from './support/side';
import { emptied, staged } from './support/stage';

const NOBODY = 999;
// Ports of requests that are never connected from.
const PORT = 5000;
const OTHER_PORT = 5001;

staged(
  'the addressee alone hears of a request, and nothing of the port (COSP-6-2, COSP-6-3)',
  async (stage) => {
    const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
    alice.send(encodePrivateRequest(PORT, bob.id));
    await bob.gets({ privateRequested: alice.id });
    for (const peer of [alice, bob, carol]) await peer.getsNothingFrom(alice);
  },
);

staged('a request to who is absent is answered, and nobody else hears of it (COSP-6.1-1)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(encodePrivateRequest(PORT, NOBODY));
  await alice.gets('absent');
  await bob.getsNothingFrom(alice);
});

staged('a request to oneself is refused (COSP-6-4)', async (stage) => {
  const alice = await stage.register('alice');
  alice.send(encodePrivateRequest(PORT, alice.id));
  await alice.gets({ privateRefused: alice.id });
  assert.equal(stage.server.inspect().pendingRequests, 0);
});

staged('a request with a port that there is not is refused (COSP-6.2-18)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  for (const port of [0, -1, 65_536, 70_000, 2 ** 31 - 1, -(2 ** 31)]) {
    alice.send(encodePrivateRequest(port, bob.id));
    await alice.gets({ privateRefused: bob.id });
  }
  await bob.getsNothingFrom(alice);
  for (const port of [1, 65_535]) {
    alice.send(encodePrivateRequest(port, bob.id));
    await bob.gets({ privateRequested: alice.id });
  }
});

staged('an acceptance with a port that there is not counts as a refusal (COSP-6.2-18)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  for (const port of [0, 65_536]) {
    alice.send(encodePrivateRequest(PORT, bob.id));
    await bob.gets({ privateRequested: alice.id });
    bob.send(encodePrivateAccept(port, alice.id));
    await alice.gets({ privateRefused: bob.id });
    await bob.getsNothingFrom(alice);
  }
});

staged('an acceptance is told to the two of them alone (COSP-6.2-2)', async (stage) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  alice.send(encodePrivateRequest(PORT, bob.id));
  await bob.gets({ privateRequested: alice.id });
  bob.send(encodePrivateAccept(OTHER_PORT, alice.id));
  await alice.gets({ privateAccepted: bob.id });
  await bob.gets({ privateEstablished: alice.id });
  for (const peer of [alice, bob, carol]) await peer.getsNothingFrom(bob);
});

staged(
  'a refusal is told to the requester alone, who may ask again (COSP-6.3-2, COSP-6.3-3)',
  async (stage) => {
    const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
    alice.send(encodePrivateRequest(PORT, bob.id));
    await bob.gets({ privateRequested: alice.id });
    bob.send(encodePrivateRefuse(alice.id));
    await alice.gets({ privateRefused: bob.id });
    for (const peer of [alice, bob, carol]) await peer.getsNothingFrom(bob);
    alice.send(encodePrivateRequest(PORT, bob.id));
    await bob.gets({ privateRequested: alice.id });
  },
);

staged(
  'who connects from the declared port after a refusal is an ordinary newcomer (COSP-6.3-3)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const localPort = await freePort();
    alice.send(encodePrivateRequest(localPort, bob.id));
    await bob.gets({ privateRequested: alice.id });
    bob.send(encodePrivateRefuse(alice.id));
    await alice.gets({ privateRefused: bob.id });
    const newcomer = await stage.connect({ localPort });
    assert.deepEqual(await newcomer.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
  },
);

staged(
  'a second request replaces the first, and one answer answers both (COSP-6-5, COSP-6.2-14)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const [first, second, accepted] = [await freePort(), await freePort(), await freePort()];
    alice.send(encodePrivateRequest(first, bob.id), encodePrivateRequest(second, bob.id));
    await bob.gets({ privateRequested: alice.id }, { privateRequested: alice.id });
    bob.send(encodePrivateAccept(accepted, alice.id), encodePrivateAccept(accepted, alice.id));
    await alice.gets({ privateAccepted: bob.id });
    await bob.gets({ privateEstablished: alice.id });
    await alice.getsNothingFrom(bob);
    await bob.getsNothingFrom(bob);

    const ordinary = await stage.connect({ localPort: first });
    assert.deepEqual(await ordinary.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
    const [one, other] = [await Side.connect(stage, second), await Side.connect(stage, accepted)];
    one.socket.write('to bob');
    assert.equal((await other.receives(6)).toString(), 'to bob');
  },
);

staged('an answer that nobody has asked for has no effect (COSP-6.2-14)', async (stage) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  alice.send(encodePrivateRequest(PORT, bob.id));
  await bob.gets({ privateRequested: alice.id });
  // The requester itself, a third client, and the addressee in the other direction's name.
  alice.send(encodePrivateAccept(PORT, alice.id), encodePrivateAccept(PORT, bob.id));
  carol.send(
    encodePrivateAccept(PORT, alice.id),
    encodePrivateRefuse(alice.id),
    encodePrivateRefuse(carol.id),
  );
  for (const peer of [alice, bob, carol]) await peer.getsNothingFrom(carol);
  for (const peer of [alice, bob, carol]) await peer.getsNothingFrom(alice);
  assert.equal(stage.server.inspect().pairings, 0);
  bob.send(encodePrivateAccept(OTHER_PORT, alice.id));
  await alice.gets({ privateAccepted: bob.id });
});

for (const [answer, encode] of [
  ['acceptance (COSP-6.2-3)', (id: number) => encodePrivateAccept(PORT, id)],
  ['refusal (COSP-6.3-5)', encodePrivateRefuse],
] as const) {
  staged(`a requester that has left before the ${answer} is absent`, async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    alice.send(encodePrivateRequest(PORT, bob.id));
    await bob.gets({ privateRequested: alice.id });
    alice.socket.end();
    await bob.gets({ left: alice.id });
    bob.send(encode(alice.id));
    await bob.gets('absent');
    await bob.getsNothingFrom(bob);
  });
}

staged('of an addressee that leaves unanswered only the departure is told (COSP-6.2-17)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(encodePrivateRequest(PORT, bob.id));
  await bob.gets({ privateRequested: alice.id });
  bob.socket.end();
  await alice.gets({ left: bob.id });
  await alice.getsNothingFrom(alice);
  assert.equal(stage.server.inspect().pendingRequests, 0);
});

staged('requests in both directions are two requests', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(encodePrivateRequest(PORT, bob.id));
  bob.send(encodePrivateRequest(OTHER_PORT, alice.id));
  await bob.gets({ privateRequested: alice.id });
  await alice.gets({ privateRequested: bob.id });
  bob.send(encodePrivateRefuse(alice.id));
  await alice.gets({ privateRefused: bob.id });
  alice.send(encodePrivateRefuse(bob.id));
  await bob.gets({ privateRefused: alice.id });
});

staged(
  'who has too many private connections in preparation is refused another one',
  async (stage) => {
    const [alice, bob, carol, dave] = await stage.registerAll('alice', 'bob', 'carol', 'dave');
    alice.send(encodePrivateRequest(PORT, bob.id), encodePrivateRequest(PORT, carol.id));
    await bob.gets({ privateRequested: alice.id });
    await carol.gets({ privateRequested: alice.id });
    bob.send(encodePrivateAccept(OTHER_PORT, alice.id)); // still in preparation: nobody has connected
    await alice.gets({ privateAccepted: bob.id });
    alice.send(encodePrivateRequest(PORT, dave.id), encodePrivateRequest(PORT, carol.id));
    await alice.gets({ privateRefused: dave.id });
    await carol.gets({ privateRequested: alice.id });
    carol.send(encodePrivateRefuse(alice.id));
    await alice.gets({ privateRefused: carol.id });
    alice.send(encodePrivateRequest(PORT, dave.id), encodeBroadcastRequest('done'));
    await dave.gets({ privateRequested: alice.id }, { broadcast: 'done', from: alice.id });
  },
  { maxPendingRequests: 2 },
);

staged('10,000 pending requests are held, and let go', async (stage) => {
  const names = Array.from({ length: 101 }, (_, index) => `client ${index}`);
  const peers = await stage.registerAll(...names);
  for (const requester of peers) {
    const others = peers.filter((peer) => peer !== requester);
    requester.send(...others.map((peer) => encodePrivateRequest(PORT, peer.id)));
  }
  for (const peer of peers) {
    for (let index = 0; index < 100; index += 1) {
      const news = await peer.next();
      assert.ok(typeof news === 'object' && 'privateRequested' in news);
    }
  }
  assert.equal(stage.server.inspect().pendingRequests, 101 * 100);
  for (const { socket } of peers) socket.destroy();
  await emptied(stage.server);
  assert.equal(stage.server.inspect().pendingRequests, 0);
});
