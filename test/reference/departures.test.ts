import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { encodeBroadcastRequest, encodeClientHello } from '../../wire';
import type { Peer } from './support/peer';
import { staged } from './support/stage';

/** Ways for a connection to end, of whichever the others are told once. */
const ENDS: Record<string, (peer: Peer) => void> = {
  'an orderly close (COSP-3.2-1)': ({ socket }) => socket.destroy(),
  'the end of the sending half (COSP-3.2-1)': ({ socket }) => socket.end(),
  'a reset (COSP-3.2-2)': ({ socket }) => socket.resetAndDestroy(),
  'an end inside a frame (COSP-3.2-3)': ({ socket }) =>
    socket.end(encodeBroadcastRequest('never').subarray(0, 5)),
};

for (const [how, leave] of Object.entries(ENDS)) {
  staged(`${how} is announced to all others, once`, async (stage) => {
    const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
    leave(bob);
    await alice.gets({ left: bob.id });
    await carol.gets({ left: bob.id });
    await alice.getsNothingFrom(carol);
    await carol.getsNothingFrom(alice);
    assert.equal(stage.server.inspect().clients, 2);
  });
}

staged('what was sent before the end is served before the departure', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const texts = Array.from({ length: 100 }, (_, index) => `message ${index}`);
  bob.socket.end(Buffer.concat(texts.map(encodeBroadcastRequest)));
  await alice.gets(...texts.map((broadcast) => ({ broadcast, from: bob.id })), { left: bob.id });
});

staged('what was on its way to who ends its sending half still arrives, and then the end', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(...Array.from({ length: 50 }, () => encodeBroadcastRequest('x')));
  for (let index = 0; index < 50; index += 1) await bob.gets({ broadcast: 'x', from: alice.id });
  bob.socket.end(encodeBroadcastRequest('bye'));
  await alice.gets({ broadcast: 'bye', from: bob.id }, { left: bob.id });
  await bob.gets({ over: 'ended' });
});

staged('nobody hears of a connection that was refused, or never registered (COSP-3.2-4)', async (stage) => {
  const alice = await stage.register('alice');
  const [refused, silent, half] = [await stage.connect(), await stage.connect(), await stage.connect()];
  await refused.ask('alice');
  refused.socket.end();
  silent.socket.resetAndDestroy();
  half.socket.end(encodeClientHello('carol').subarray(0, 4));
  await refused.gets({ over: 'ended' });
  await half.gets({ over: 'ended' });
  await alice.getsNothingFrom(alice);
});

staged('who registers and ends at once is announced, and leaves (COSP-3.1-1, COSP-3.2-1)', async (stage) => {
  const alice = await stage.register('alice');
  const bob = await stage.connect();
  bob.socket.end(encodeClientHello('bob'));
  await bob.gets({ accepted: { 0: 'alice' } }, { over: 'ended' });
  await alice.gets({ joined: 1, pseudonym: 'bob' }, { left: 1 });
});

/** The others as a peer knows them: its list, plus joins, minus departures; complains of what does not fit. */
class View {
  readonly others = new Map<number, string>();

  constructor(private readonly peer: Peer) {}

  async follow(until: (view: View) => boolean): Promise<void> {
    while (!until(this)) {
      const news = await this.peer.next();
      assert.ok(typeof news === 'object', `unexpected: ${news}`);
      if ('accepted' in news) this.#list(news.accepted);
      else if ('joined' in news) this.#joined(news.joined, news.pseudonym);
      else if ('left' in news) assert.ok(this.others.delete(news.left), `${news.left} left twice`);
      else assert.fail(JSON.stringify(news));
    }
  }

  #list(accepted: Readonly<Record<number, string>>): void {
    for (const [id, pseudonym] of Object.entries(accepted)) this.#joined(Number(id), pseudonym);
  }

  #joined(id: number, pseudonym: string): void {
    assert.ok(!this.others.has(id), `${id} joined twice`);
    this.others.set(id, pseudonym);
  }
}

staged('with many who join and leave at once each view is exact (COSP-3-2, COSP-2.1-2)', async (stage) => {
  const names = Array.from({ length: 120 }, (_, index) => `client ${index}`);
  const peers = await Promise.all(names.map(() => stage.connect()));
  const views = peers.map((peer) => new View(peer));
  for (const [index, peer] of peers.entries()) peer.send(encodeClientHello(`client ${index}`));
  await Promise.all(views.map((view) => view.follow(({ others }) => others.size === names.length - 1)));

  const staying = views.slice(80);
  for (const [index, peer] of peers.slice(0, 80).entries()) Object.values(ENDS)[index % 4]?.(peer);
  await Promise.all(staying.map((view) => view.follow(({ others }) => others.size === 39)));
  for (const [index, view] of staying.entries()) {
    const expected = names.slice(80).filter((name) => name !== `client ${index + 80}`);
    assert.deepEqual(new Set(view.others.values()), new Set(expected));
  }
});

staged('1,000 clients at once are served (COSP-7-5)', async (stage) => {
  const count = 1000;
  const pseudonym = 'somebody '; // and a number of three digits
  const sockets = Array.from({ length: count }, () => connect(stage.address.port, '127.0.0.1'));
  for (const socket of sockets) stage.track(socket);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  let received = 0;
  let wake = (): void => undefined;
  for (const socket of sockets) {
    socket.on('data', ({ length }) => {
      received += length;
      wake();
    });
  }
  const receive = async (bytes: number): Promise<void> => {
    while (received < bytes) await new Promise<void>((resolve) => (wake = resolve));
    assert.equal(received, bytes);
  };
  for (const [index, socket] of sockets.entries()) {
    socket.write(encodeClientHello(pseudonym + String(index).padStart(3, '0')));
  }
  // Each gets a list, and each pair knows each other, either by the list or by an announcement.
  const pairs = (count * (count - 1)) / 2;
  const listed = 3 * count + pairs * (4 + 12);
  const announced = pairs * (5 + 12);
  await receive(listed + announced);
  sockets[0]?.write(encodeBroadcastRequest('hello'));
  await receive(listed + announced + (count - 1) * (5 + 5));
});
