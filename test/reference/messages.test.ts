import assert from 'node:assert/strict';
import { encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import { staged } from './support/stage';

const NOBODY = 999;

staged(
  'a message to everybody reaches each other client once, not the sender (COSP-4-2, COSP-4-3)',
  async (stage) => {
    const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
    alice.send(encodeBroadcastRequest('hello'));
    await bob.gets({ broadcast: 'hello', from: alice.id });
    await carol.gets({ broadcast: 'hello', from: alice.id });
    await alice.getsNothingFrom(alice);
    await bob.getsNothingFrom(alice);
    await carol.getsNothingFrom(alice);
  },
);

staged('it does not reach who is not registered (COSP-4-4)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const newcomer = await stage.connect();
  alice.send(encodeBroadcastRequest('hello'));
  await bob.gets({ broadcast: 'hello', from: alice.id });
  assert.deepEqual(await newcomer.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
});

staged("a lone client's message has no answer (COSP-4-7)", async (stage) => {
  const alice = await stage.register('alice');
  alice.send(encodeBroadcastRequest('hello'));
  await alice.getsNothingFrom(alice);
});

staged(
  'messages of all sizes arrive byte for byte, also empty ones (COSP-1-2, COSP-1-8, COSP-4-9)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const texts = [0, 1, 127, 128, 255, 256, 1024, 8192, 32_767].map(
      (size) => 'é'.repeat(size / 2) + 'x'.repeat(size % 2),
    );
    texts.push('\0', '\r\n', '\ufeff', 'e\u0301', '😀');
    for (const text of texts) alice.send(encodeBroadcastRequest(text), encodeDirectRequest(bob.id, text));
    for (const text of texts) {
      await bob.gets({ broadcast: text, from: alice.id }, { direct: text, from: alice.id });
    }
  },
);

staged('bytes that are not UTF-8 are passed on as they are (COSP-1-2)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(encodeBroadcastRequest(Buffer.from([0xff, 0x00])));
  await bob.gets({ broadcast: 'hex ff00', from: alice.id });
});

staged(
  'messages of several senders arrive whole, and each one’s in order (COSP-4-5, COSP-4-6)',
  async (stage) => {
    const [reader, ...senders] = await stage.registerAll('reader', 'a', 'b', 'c', 'd');
    const count = 300;
    for (let index = 0; index < count; index += 1) {
      for (const sender of senders) sender.send(encodeBroadcastRequest(`${index} ${'x'.repeat(index)}`));
    }
    const next = new Map<number, number>();
    for (let received = 0; received < count * senders.length; received += 1) {
      const news = await reader.next();
      assert.ok(typeof news === 'object' && 'broadcast' in news);
      const index = next.get(news.from) ?? 0;
      assert.equal(news.broadcast, `${index} ${'x'.repeat(index)}`);
      next.set(news.from, index + 1);
    }
  },
);

staged('a message to one client reaches it alone (COSP-5.1-1, COSP-5.1-2)', async (stage) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  alice.send(encodeDirectRequest(bob.id, 'hello'));
  await bob.gets({ direct: 'hello', from: alice.id });
  await alice.getsNothingFrom(alice);
  await bob.getsNothingFrom(alice);
  await carol.getsNothingFrom(alice);
});

staged('messages to one and to everybody keep their order among each other (COSP-5.1-3)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  for (let index = 0; index < 100; index += 1) {
    alice.send(encodeDirectRequest(bob.id, `${index}`));
    alice.send(encodeBroadcastRequest(`${index}`));
  }
  for (let index = 0; index < 100; index += 1) {
    await bob.gets({ direct: `${index}`, from: alice.id }, { broadcast: `${index}`, from: alice.id });
  }
});

staged('a message to oneself is delivered (COSP-5.1-5)', async (stage) => {
  const alice = await stage.register('alice');
  alice.send(encodeDirectRequest(alice.id, 'note'));
  await alice.gets({ direct: 'note', from: alice.id });
});

staged('an addressee that has left, or never was, is absent (COSP-5.2-1, COSP-5.2-2)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  bob.socket.end();
  await alice.gets({ left: bob.id });
  const before = alice.socket.bytesRead;
  alice.send(encodeDirectRequest(bob.id, 'hello'), encodeDirectRequest(NOBODY, 'hello'));
  await alice.gets('absent', 'absent');
  assert.equal(alice.socket.bytesRead - before, 2);
});

staged('n failures give n answers, and what is between them is served (COSP-5.2-4)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const failing = encodeDirectRequest(NOBODY, 'lost');
  alice.send(failing, encodeBroadcastRequest('one'), failing, failing, encodeDirectRequest(bob.id, 'two'));
  await alice.gets('absent', 'absent', 'absent');
  await bob.gets({ broadcast: 'one', from: alice.id }, { direct: 'two', from: alice.id });
  await alice.getsNothingFrom(alice);
});

staged('who comes later does not get what was sent to an absent client (COSP-5.2-3)', async (stage) => {
  const alice = await stage.register('alice');
  alice.send(encodeDirectRequest(1, 'lost'));
  await alice.gets('absent');
  const bob = await stage.register('bob');
  assert.equal(bob.id, 1);
  await bob.getsNothingFrom(bob);
});
