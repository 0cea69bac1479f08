import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { Member } from '../../../tools/support/member';
import { ObservedServer } from '../../../tools/support/observed';
import { encodeBroadcastRequest } from '../../../wire';

const DESCRIPTORS = 64;
const CROWD = 100;
/** In milliseconds; those who are in keep their descriptors for so long. */
const REGISTRATION_TIMEOUT = 4_000;
/** Part of the clock's time for which the server may be busy while it can do nothing. */
const MOST_BUSY = 0.2;

/** Connections that say nothing, and how each of them comes to its end. */
function crowd(port: number): { sockets: Socket[]; over: Promise<unknown>[] } {
  const sockets = Array.from({ length: CROWD }, () => connect(port, '127.0.0.1'));
  const over = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  for (const socket of sockets) socket.on('error', () => undefined).resume();
  return { sockets, over };
}

/** Is served as soon as a descriptor is free: tries again until it gets in. */
async function getsIn(server: ObservedServer, pseudonym: string): Promise<Member> {
  for (;;) {
    try {
      return await Member.join(server, pseudonym);
    } catch {
      await server.look(); // turned away: the server has had a turn since
    }
  }
}

test('without descriptors members are served, newcomers turned away, and no turn is wasted; newcomers get in afterwards (COSP-7-1)', {
  timeout: 120_000,
}, async (context) => {
  const options = { registrationTimeout: REGISTRATION_TIMEOUT };
  const server = await ObservedServer.start(options, DESCRIPTORS);
  let heard = 0;
  const response = (): void => {
    heard += 1;
  };
  try {
    const [alice, bob] = [await Member.join(server, 'alice'), await Member.join(server, 'bob', { response })];
    const { sockets, over } = crowd(server.port);
    await Promise.any(over); // turned away: there are no descriptors left
    const full = await server.look();
    assert.ok(full.state.sockets < CROWD, `${full.state.sockets} sockets`);

    alice.socket.write(encodeBroadcastRequest('still here'));
    await alice.fence();
    await bob.fence();
    assert.equal(heard, 1);

    // Nothing happens until those who are in are given up.
    const [before, began] = [await server.look(), performance.now()];
    await Promise.all(over);
    const after = await server.look();
    const busy = (after.cpu - before.cpu) / (performance.now() - began);
    context.diagnostic(
      `${full.state.sockets} sockets; busy ${(busy * 100).toFixed(1)} % of ${(performance.now() - began).toFixed(0)} ms`,
    );
    assert.ok(busy < MOST_BUSY, `busy ${busy}`);

    const carol = await getsIn(server, 'carol');
    assert.equal((await server.look()).state.clients, 3);
    for (const { socket } of [alice, bob, carol]) socket.destroy();
    for (const socket of sockets) socket.destroy();
    const { faults } = await server.until(({ state }) => state.sockets === 0);
    assert.deepEqual(
      faults.filter((fault) => !fault.startsWith('cannot accept a connection')),
      [],
    );
  } finally {
    await server.stop();
  }
});
