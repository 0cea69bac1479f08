import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createCospClient } from '../../../reference/client';
import { encodeAbsent, encodeBroadcastResponse, encodeDirectResponse, encodeLeft } from '../../../wire';
import { staged } from '../support/stage';
import { registered } from './support/acts';

registered('texts go out as UTF-8 with their size in bytes', async ({ client, served }) => {
  for (const text of ['x', 'été 👋\r\n\0', '\ufeffmark', 'é'.repeat(16_383), 'x'.repeat(32_767)]) {
    await client.broadcast(text);
    assert.deepEqual(await served.next(), { broadcast: text });
    await client.direct('carol', text);
    assert.deepEqual(await served.next(), { direct: text, to: -3 });
  }
});

registered('what cannot be sent is refused before anything is sent', async ({ client, served }) => {
  for (const text of ['', 'x'.repeat(32_768), 'é'.repeat(16_384), '\udc00']) {
    await assert.rejects(client.broadcast(text), RangeError);
    await assert.rejects(client.direct('bob', text), RangeError);
  }
  await assert.rejects(client.direct('nobody', 'hello'), { code: 'unknown-pseudonym' });
  await client.broadcast('fence');
  assert.deepEqual(await served.next(), { broadcast: 'fence' });
});

registered('messages are told with their sender, in order, in whatever pieces they come', async (act) => {
  const frames = Buffer.concat([
    encodeBroadcastResponse(9, 'été'),
    encodeDirectResponse(-3, '\ufeffto you'),
    encodeAbsent(),
    encodeAbsent(),
    encodeBroadcastResponse(9, Buffer.from([0xc3, 0x28])),
    encodeBroadcastResponse(9, ''),
  ]);
  for (const byte of frames) act.served.socket.write(Buffer.from([byte]));
  assert.deepEqual(await act.diary.until(6), [
    'broadcast bob été',
    'direct carol \ufeffto you',
    'absent',
    'absent',
    'broadcast bob \ufffd(',
    'broadcast bob',
  ]);
});

registered('a message from somebody unknown is a problem, and the next one is told', async (act) => {
  act.served.send(encodeBroadcastResponse(1, 'who?'), encodeDirectResponse(9, 'me'));
  assert.deepEqual(await act.diary.until(2), [
    'problem a broadcast message from 1, who is not in the roster',
    'direct bob me',
  ]);
});

registered(
  'what was sent before the end still arrives, and what comes behind it is not told',
  async (act) => {
    const { client, diary, served } = act;
    void client.broadcast('x'.repeat(32_767));
    void client.broadcast('bye');
    const disconnected = client.disconnect();
    served.send(encodeLeft(9));
    assert.deepEqual(await served.next(), { broadcast: 'x'.repeat(32_767) });
    assert.deepEqual(await served.next(), { broadcast: 'bye' });
    assert.equal(await served.next(), 'end');
    await disconnected;
    assert.deepEqual(diary.lines, ['disconnected']);
    await assert.rejects(client.broadcast('late'), { code: 'not-connected' });
  },
);

registered('what the system has not even taken before the end still arrives', async ({ client, served }) => {
  const text = 'x'.repeat(32_767);
  served.socket.pause();
  const sent = Promise.all(Array.from({ length: 400 }, () => client.broadcast(text)));
  const disconnected = client.disconnect();
  served.socket.resume();
  for (let i = 0; i < 400; i += 1) assert.deepEqual(await served.next(), { broadcast: text });
  assert.equal(await served.next(), 'end');
  await Promise.all([sent, disconnected]);
});

staged('two clients write to each other through the server', async (stage) => {
  const [alice, bob] = [createCospClient(), createCospClient()];
  for (const client of [alice, bob]) await client.connect({ port: stage.address.port });
  await alice.register('alice');
  const joined = once(alice, 'joined');
  await bob.register('bob');
  await joined;
  const got = Promise.all([once(bob, 'broadcast'), once(bob, 'direct')]);
  await alice.broadcast('to all');
  await alice.direct('bob', 'to you');
  const [[broadcast], [direct]] = await got;
  assert.equal(broadcast.text, 'to all');
  assert.deepEqual(direct, { from: { idClient: 0, pseudonym: 'alice' }, text: 'to you' });
  const left = once(alice, 'left');
  await bob.disconnect();
  await left;
  assert.equal(alice.roster.size, 0);
  await alice.disconnect();
});
