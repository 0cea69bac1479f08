import assert from 'node:assert/strict';
import { connect } from 'node:net';
import fc from 'fast-check';
import { encodeBroadcastRequest, encodeClientHello, encodeDirectRequest } from '../../wire';
import { emptied, staged } from './support/stage';

const BROKEN: Record<string, number[]> = {
  'an unknown code': [4],
  'an unknown negative code': [0xfe],
  'a broadcast of a negative size': [0, 0xff, 0xff],
  'a direct message of a negative size': [1, 0, 0, 0x80, 0x00],
};

for (const [what, bytes] of Object.entries(BROKEN)) {
  staged(`${what} ends that connection, and the departure is announced (COSP-7-4)`, async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    // What came before it is served and answered, what comes behind it is not.
    bob.send(encodeDirectRequest(999, 'x'), encodeBroadcastRequest('before'));
    bob.send(Buffer.from(bytes), encodeBroadcastRequest('behind'));
    await alice.gets({ broadcast: 'before', from: bob.id }, { left: bob.id });
    await bob.gets('absent', { over: 'ended' });
    await alice.getsNothingFrom(alice);
  });
}

staged('who goes on sending after its connection was ended is cut off', async (stage) => {
  const bob = await stage.register('bob');
  bob.send(Buffer.from([9]));
  await bob.gets({ over: 'ended' });
  const flood = (): void => bob.send(Buffer.alloc(64 * 1024));
  const lost = new Promise((resolve) => bob.socket.once('error', resolve).once('close', resolve));
  bob.socket.on('drain', flood);
  flood();
  await lost;
  await emptied(stage.server);
});

staged('random bytes end nobody else’s service (COSP-7-1)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  let round = 0;
  const conversation = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(conversation, fc.boolean(), fc.boolean(), async (chunks, registers, resets) => {
      const vandal = await stage.connect();
      if (registers) vandal.send(encodeClientHello(`vandal ${round++}`));
      for (const chunk of chunks) vandal.send(chunk);
      if (resets) vandal.socket.resetAndDestroy();
      else vandal.socket.end();
      const text = `still here ${round++}`;
      alice.send(encodeDirectRequest(bob.id, text));
      for (;;) {
        const news = await bob.next();
        assert.ok(typeof news === 'object' && !('over' in news), `bob got ${JSON.stringify(news)}`);
        if ('direct' in news && news.direct === text) break;
      }
    }),
    { numRuns: 300 },
  );
  alice.socket.destroy();
  bob.socket.destroy();
  await emptied(stage.server);
  assert.equal(stage.server.inspect().clients, 0);
});

staged('half-registered connections do not hold up the others (COSP-7-3)', async (stage) => {
  const { port } = stage.address;
  const sockets = Array.from({ length: 500 }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) {
    stage.track(socket);
    socket.write(Buffer.from([0x7f, 0xff, 0x61]));
  }
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(encodeBroadcastRequest('hello'));
  await bob.gets({ broadcast: 'hello', from: alice.id });
});

staged('many who are reset at once are all announced (COSP-3.2-2)', async (stage) => {
  const alice = await stage.register('alice');
  const others = await Promise.all(Array.from({ length: 300 }, () => stage.connect()));
  for (const [index, peer] of others.entries()) peer.send(encodeClientHello(`client ${index}`));
  for (let joined = 0; joined < others.length; joined += 1) {
    const news = await alice.next();
    assert.ok(typeof news === 'object' && 'joined' in news);
  }
  for (const { socket } of others) socket.resetAndDestroy();
  const left = new Set<number>();
  while (left.size < others.length) {
    const news = await alice.next();
    assert.ok(typeof news === 'object' && 'left' in news && !left.has(news.left));
    left.add(news.left);
  }
  await alice.getsNothingFrom(alice);
});
