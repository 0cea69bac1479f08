import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createCospClient } from '../../../reference/client';
import { encodeAccepted, encodeBroadcastResponse, encodeJoined, encodePseudonymInUse } from '../../../wire';
import { staged } from '../support/stage';
import { connected, registered } from './support/acts';

staged('a refused pseudonym is told, and another one is accepted on the same connection', async (stage) => {
  await stage.register('alice');
  const client = createCospClient();
  await client.connect({ port: stage.address.port });
  assert.equal(await client.register('alice'), 'in use');
  assert.equal(client.pseudonym, undefined);
  assert.equal(await client.register('alice2'), 'accepted');
  assert.equal(client.pseudonym, 'alice2');
  assert.deepEqual([...client.roster.keys()], ['alice']);
  await client.disconnect();
});

connected(
  'connecting sends nothing, and no request goes out before the acceptance',
  async ({ client, served }) => {
    await assert.rejects(client.broadcast('early'), { code: 'not-registered' });
    await assert.rejects(client.direct('bob', 'early'), { code: 'not-registered' });
    await assert.rejects(client.requestPrivate('bob'), { code: 'not-registered' });
    const outcome = client.register('alice');
    await assert.rejects(client.broadcast('still early'), { code: 'not-registered' });
    await assert.rejects(client.register('impatient'), { code: 'registration-pending' });
    assert.deepEqual(await served.next(), { hello: 'alice' });
    served.send(encodePseudonymInUse());
    assert.equal(await outcome, 'in use');
    await assert.rejects(client.broadcast('refused'), { code: 'not-registered' });
    const second = client.register('alice2');
    assert.deepEqual(await served.next(), { hello: 'alice2' });
    assert.ok(served.isQuiet);
    served.send(encodeAccepted([]));
    assert.equal(await second, 'accepted');
    await assert.rejects(client.register('alice3'), { code: 'already-registered' });
  },
);

connected('frames behind the acceptance in the same segment are told behind it, in order', async (act) => {
  const news = [
    encodeJoined(7, 'dave'),
    encodeBroadcastResponse(7, 'hi'),
    encodeBroadcastResponse(9, 'hello'),
  ];
  await Promise.all([
    act.served.accept([{ idClient: 9, pseudonym: 'bob' }], ...news),
    act.client.register('alice'),
  ]);
  assert.deepEqual(await act.diary.until(4), [
    'registered [["bob",9]]',
    'joined dave',
    'broadcast dave hi',
    'broadcast bob hello',
  ]);
});

connected('an end before the answer rejects the question', async ({ client, served }) => {
  const outcome = client.register('alice');
  await served.next();
  served.socket.end();
  await assert.rejects(outcome, { code: 'disconnected' });
  await assert.rejects(client.register('alice'), { code: 'not-connected' });
});

connected('who gives up waiting gets the reason, and the answer is told all the same', async (act) => {
  const abort = new AbortController();
  const outcome = act.client.register('alice', { signal: abort.signal });
  abort.abort(new Error('enough'));
  await assert.rejects(outcome, /enough/);
  await act.served.accept();
  assert.deepEqual(await act.diary.until(1), ['registered []']);
  assert.equal(act.client.pseudonym, 'alice');
});

registered('a client connects once', async ({ client, server }) => {
  await assert.rejects(client.connect({ port: server.port }), { code: 'already-connected' });
});

test('nobody listens: the system says so, and the client can try again', async () => {
  const client = createCospClient();
  await assert.rejects(client.connect({ port: 1 }), { code: 'ECONNREFUSED' });
  await assert.rejects(client.connect({ port: 1 }), { code: 'ECONNREFUSED' });
  await assert.rejects(client.register('alice'), { code: 'not-connected' });
  await client.disconnect();
});

test('connecting can be given up', async () => {
  await assert.rejects(createCospClient().connect({ port: 1, signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
});

for (const [what, pseudonym] of [
  ['empty', ''],
  ['too long', 'é'.repeat(16_384)],
  ['half a surrogate pair', 'a\ud800'],
] as const) {
  connected(`a pseudonym that cannot be sent (${what}) is refused before anything is sent`, async (act) => {
    await assert.rejects(act.client.register(pseudonym), RangeError);
    const joined = once(act.client, 'registered');
    void act.client.register('alice');
    assert.deepEqual(await act.served.next(), { hello: 'alice' });
    act.served.send(encodeAccepted([]));
    await joined;
  });
}
