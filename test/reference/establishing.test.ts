import assert from 'node:assert/strict';
import { once } from 'node:events';
import { encodeBroadcastRequest, encodeClientHello } from '../../wire';
import { staged } from './support/stage';

staged('the newcomer gets the others, without itself (COSP-2.1-1 to 4, COSP-2.1-7)', async (stage) => {
  await stage.registerAll('alice', 'bob');
  const carol = await stage.connect();
  assert.deepEqual(await carol.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
});

staged('the others, and not the newcomer, are told of it (COSP-3.1-1, COSP-3.1-3)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const carol = await stage.register('carol');
  await alice.gets({ joined: carol.id, pseudonym: 'carol' });
  await bob.gets({ joined: carol.id, pseudonym: 'carol' });
  await carol.getsNothingFrom(bob);
});

staged(
  'a pseudonym in use is refused with one byte, and its holder hears nothing (COSP-2.2-1, -2, -4)',
  async (stage) => {
    const alice = await stage.register('alice');
    const newcomer = await stage.connect();
    assert.equal(await newcomer.ask('alice'), 'pseudonym in use');
    assert.equal(newcomer.socket.bytesRead, 1);
    await alice.getsNothingFrom(alice);
  },
);

staged(
  'who was refused may ask on the same connection, any number of times (COSP-2.2-3, COSP-2.2-9)',
  async (stage) => {
    await stage.register('alice');
    const newcomer = await stage.connect();
    for (let round = 0; round < 50; round += 1) assert.equal(await newcomer.ask('alice'), 'pseudonym in use');
    assert.deepEqual(await newcomer.ask('bob'), { accepted: { 0: 'alice' } });
  },
);

staged('who was refused gets no update and no message (COSP-2.2-2, COSP-4-4)', async (stage) => {
  const alice = await stage.register('alice');
  const refused = await stage.connect();
  await refused.ask('alice');
  const bob = await stage.register('bob');
  alice.send(encodeBroadcastRequest('hello'));
  await bob.gets({ broadcast: 'hello', from: alice.id });
  assert.deepEqual(await refused.ask('carol'), { accepted: { 0: 'alice', 1: 'bob' } });
});

staged('a pseudonym is free again when its holder has left (COSP-2.2-5)', async (stage) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.socket.end();
  await bob.gets({ left: alice.id });
  const successor = await stage.connect();
  assert.deepEqual(await successor.ask('alice'), { accepted: { 1: 'bob' } });
  await bob.gets({ joined: 2, pseudonym: 'alice' });
});

staged('of many who ask for one pseudonym at once one gets it (COSP-2.2-6)', async (stage) => {
  const askers = await Promise.all(Array.from({ length: 30 }, () => stage.connect()));
  const answers = await Promise.all(askers.map((asker) => asker.ask('alice')));
  assert.equal(answers.filter((answer) => answer === 'pseudonym in use').length, 29);
});

staged(
  'requests behind the pseudonym in the same segment are served (COSP-2.1-5, COSP-1-6)',
  async (stage) => {
    const alice = await stage.register('alice');
    const bob = await stage.connect();
    bob.send(encodeClientHello('bob'), encodeBroadcastRequest('hello'));
    await bob.gets({ accepted: { 0: 'alice' } });
    await alice.gets({ joined: 1, pseudonym: 'bob' }, { broadcast: 'hello', from: 1 });
  },
);

staged('nothing is sent before a pseudonym is there (COSP-2-2)', async (stage) => {
  const newcomer = await stage.connect();
  await stage.registerAll('alice', 'bob');
  newcomer.send(encodeClientHello('carol').subarray(0, 4));
  await stage.register('dave');
  newcomer.send(encodeClientHello('carol').subarray(4));
  await newcomer.gets({ accepted: { 0: 'alice', 1: 'bob', 2: 'dave' } });
});

for (const [what, pseudonym] of [
  ['an empty pseudonym', Buffer.alloc(0)],
  ['a pseudonym that is not UTF-8', Buffer.from([0x61, 0xff])],
] as const) {
  staged(`${what} ends the connection (COSP-7-7)`, async (stage) => {
    const newcomer = await stage.connect();
    assert.deepEqual(await newcomer.ask(pseudonym), { over: 'ended' });
    assert.equal(stage.server.inspect().clients, 0);
  });
}

staged('a size above 32,767 is negative, and ends the connection (COSP-7-10)', async (stage) => {
  const newcomer = await stage.connect();
  newcomer.send(Buffer.from([0x80, 0x00]));
  await newcomer.gets({ over: 'ended' });
});

staged(
  'where there is no room the connection ends, without the answer that the pseudonym is in use',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const third = await stage.connect();
    assert.equal(await third.ask('alice'), 'pseudonym in use');
    assert.deepEqual(await third.ask('carol'), { over: 'ended' });
    bob.socket.end();
    await alice.gets({ left: bob.id });
    assert.deepEqual(await (await stage.connect()).ask('carol'), { accepted: { 0: 'alice' } });
  },
  { maxClients: 2 },
);

staged(
  'who does not register in time is sent away, however many bytes come (COSP-7-3)',
  async (stage) => {
    const [silent, dribbling] = [await stage.connect(), await stage.connect()];
    dribbling.send(Buffer.from([0x00, 0x05, 0x61]));
    await Promise.all([silent.gets({ over: 'ended' }), dribbling.gets({ over: 'ended' })]);
    assert.equal(stage.server.inspect().connections, 0);
  },
  { registrationTimeout: 50 },
);

staged(
  'who has registered is not sent away',
  async (stage) => {
    const alice = await stage.register('alice');
    const late = await stage.connect(); // its time began after alice's, so it ends behind hers
    await late.gets({ over: 'ended' });
    await alice.getsNothingFrom(alice);
  },
  { registrationTimeout: 50 },
);

staged(
  'a refusal starts the time anew',
  async (stage) => {
    await stage.register('alice');
    const [refused, silent] = [await stage.connect(), await stage.connect()];
    const ended: string[] = [];
    refused.socket.once('end', () => ended.push('refused'));
    silent.socket.once('end', () => ended.push('silent'));
    await refused.ask('alice');
    await Promise.all([once(refused.socket, 'end'), once(silent.socket, 'end')]);
    assert.deepEqual(ended, ['silent', 'refused']);
  },
  { registrationTimeout: 50 },
);
