import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { DEFAULT_LIMITS } from '../../reference/server';
import {
  encodeBroadcastRequest,
  encodeClientHello,
  encodePrivateAccept,
  encodePrivateRequest,
} from '../../wire';
import { open, pair } from './support/pairing';
import { freePort, Side } from './support/side';
import { emptied, staged } from './support/stage';

const { relayBufferBytes } = DEFAULT_LIMITS;
/** What may be read before a pause takes effect: as much at once as may wait, which is 256 KiB. */
const READ_BYTES = relayBufferBytes;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that repeat late, so that a piece that is lost, doubled or moved shows. */
function pattern(length: number, seed: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at += 4) bytes.writeUInt32LE(Math.imul(at + seed, 2_654_435_761) >>> 0, at);
  return bytes;
}

staged('bytes go both ways at the same time, unchanged (COSP-6.2-4)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  const [there, back] = [pattern(8 << 20, 1), pattern(8 << 20, 2)];
  one.socket.end(there);
  other.socket.end(back);
  await Promise.all([one.closed, other.closed]);
  assert.equal(digest(other.received), digest(there));
  assert.equal(digest(one.received), digest(back));
});

staged('bytes that look like frames are bytes (COSP-6.2-4, COSP-6.2-6)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  const bytes = Buffer.concat([encodeClientHello('carol'), encodeBroadcastRequest('hello')]);
  one.socket.write(bytes);
  assert.deepEqual(await other.receives(bytes.length), bytes);
  await alice.getsNothingFrom(bob);
  await bob.getsNothingFrom(alice);
  const { clients, connections, relays } = stage.server.inspect();
  assert.deepEqual({ clients, connections, relays }, { clients: 2, connections: 2, relays: 1 });
});

for (const first of ['requester', 'accepter'] as const) {
  staged(`what the ${first} sends before the other is there arrives (COSP-6.2-5)`, async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const { requesterPort, accepterPort } = await pair(alice, bob);
    const ports = first === 'requester' ? [requesterPort, accepterPort] : [accepterPort, requesterPort];
    const early = await Side.connect(stage, ports[0] ?? 0);
    early.socket.end('are you there?'); // also its end waits
    await alice.getsNothingFrom(bob);
    const late = await Side.connect(stage, ports[1] ?? 0);
    await late.ended;
    assert.equal(late.received.toString(), 'are you there?');
    late.socket.end('yes');
    assert.equal((await early.receives(3)).toString(), 'yes');
  });
}

staged(
  'what the first side sends waits in its buffers, not in the server’s memory (COSP-7-6)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const { requesterPort, accepterPort } = await pair(alice, bob);
    const early = await Side.connect(stage, requesterPort);
    const bytes = pattern(32 << 20, 3);
    early.socket.end(bytes);
    let most = 0;
    for (let turn = 0; turn < 100; turn += 1) {
      await alice.getsNothingFrom(bob); // the server has read what it wants to by then
      most = Math.max(most, stage.server.inspect().waitingBytes);
    }
    assert.ok(most > 0 && most <= relayBufferBytes + READ_BYTES, `${most} bytes`);
    const late = await Side.connect(stage, accepterPort);
    await late.ended;
    assert.equal(digest(late.received), digest(bytes));
  },
);

staged('a side that does not read stops the other side, and costs no memory (COSP-7-6)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  other.socket.pause();
  const bytes = pattern(32 << 20, 4);
  one.socket.end(bytes);
  let most = 0;
  for (let turn = 0; turn < 100; turn += 1) {
    await alice.getsNothingFrom(bob);
    most = Math.max(most, stage.server.inspect().waitingBytes);
  }
  assert.ok(most > 0 && most <= 2 * (relayBufferBytes + READ_BYTES), `${most} bytes`);
  other.socket.resume();
  await other.ended;
  assert.equal(digest(other.received), digest(bytes));
});

staged('a side that ends its sending half can still be sent to (COSP-6.2-12)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  one.socket.end('question');
  await other.ended;
  assert.equal(other.received.toString(), 'question');
  other.socket.write('answer');
  assert.equal((await one.receives(6)).toString(), 'answer');
  other.socket.end();
  assert.deepEqual(await Promise.all([one.closed, other.closed]), ['closed', 'closed']);
});

staged('when one side closes the other’s ends, after the bytes under way (COSP-6.2-8)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  const bytes = pattern(4 << 20, 5);
  one.socket.end(bytes);
  await other.ended;
  assert.equal(digest(other.received), digest(bytes));
  other.socket.end();
  await Promise.all([one.closed, other.closed]);
});

staged('when one side is reset the other’s ends, after the bytes under way (COSP-6.2-8)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  one.socket.write('last words');
  await other.receives(10);
  one.socket.resetAndDestroy();
  await other.ended;
  other.socket.write('too late');
  other.socket.end();
  await other.closed;
  while (stage.server.inspect().relays > 0) await once(stage.server, 'disconnected');
  await alice.getsNothingFrom(bob);
});

staged('private connections do not mix (COSP-6.2-9)', async (stage) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  const pairs = [
    await open(stage, alice, bob),
    await open(stage, carol, alice),
    await open(stage, bob, alice),
    await open(stage, alice, bob), // a second one between the same two
  ];
  for (const [index, sides] of pairs.entries()) {
    for (const { socket } of sides) socket.end(`pair ${index}`);
  }
  for (const [index, sides] of pairs.entries()) {
    for (const side of sides) {
      await side.closed;
      assert.equal(side.received.toString(), `pair ${index}`);
    }
  }
});

staged('the chat goes on beside a private connection and after it (COSP-6.2-7)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  alice.send(encodeBroadcastRequest('during'));
  await bob.gets({ broadcast: 'during', from: alice.id });
  one.socket.end();
  other.socket.end();
  await Promise.all([one.closed, other.closed]);
  bob.send(encodeBroadcastRequest('after'));
  await alice.gets({ broadcast: 'after', from: bob.id });
});

staged('an open private connection stays when the chats end (COSP-6.2-13)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  alice.socket.end();
  await bob.gets({ left: alice.id });
  bob.socket.end();
  await bob.gets({ over: 'ended' });
  one.socket.write('still here');
  assert.equal((await other.receives(10)).toString(), 'still here');
});

staged('a connection from another port is an ordinary one (COSP-6.2-10)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const { requesterPort, accepterPort } = await pair(alice, bob);
  const stranger = await stage.connect();
  assert.deepEqual(await stranger.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
  const [one, other] = [await Side.connect(stage, requesterPort), await Side.connect(stage, accepterPort)];
  one.socket.write('hello');
  assert.equal((await other.receives(5)).toString(), 'hello');
});

staged(
  'who connects from the declared port before the acceptance is a newcomer (COSP-6.2-16)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const localPort = await freePort();
    alice.send(encodePrivateRequest(localPort, bob.id));
    await bob.gets({ privateRequested: alice.id });
    const early = await stage.connect({ localPort });
    await alice.getsNothingFrom(bob);
    bob.send(encodePrivateAccept(await freePort(), alice.id));
    await alice.gets({ privateAccepted: bob.id });
    assert.deepEqual(await early.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
  },
);

staged(
  'private sides are not asked to register in time',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const [one, other] = await open(stage, alice, bob);
    const silent = await stage.connect();
    await silent.gets({ over: 'ended' });
    one.socket.write('hello');
    assert.equal((await other.receives(5)).toString(), 'hello');
  },
  { registrationTimeout: 50 },
);

staged('after all have gone nothing is held', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const [one, other] = await open(stage, alice, bob);
  const { requesterPort } = await pair(alice, bob);
  await Side.connect(stage, requesterPort).then(({ socket }) => socket.destroy());
  alice.send(encodePrivateRequest(1, bob.id));
  await bob.gets({ privateRequested: alice.id });
  for (const { socket } of [alice, bob, one, other]) socket.destroy();
  await emptied(stage.server);
});
