import assert from 'node:assert/strict';
import { once } from 'node:events';
import { encodeAccepted, encodeBroadcastResponse, encodePseudonymInUse } from '../../../wire';
import { connected, registered } from './support/acts';

for (const [what, bytes, message] of [
  ['an unknown code', '07', /^problem server_response: code at byte 0 \(07\)/],
  ['a negative size', '020009ffff', /^problem server_response: body\.len_text at byte 3 \(ffff\)/],
] as const) {
  registered(`${what} is reported behind what came before it, and ends the client`, async (act) => {
    act.served.send(encodeBroadcastResponse(9, 'before'), Buffer.from(`${bytes}0200090001`, 'hex'));
    const lines = await act.diary.until(3);
    assert.equal(lines[0], 'broadcast bob before');
    assert.match(lines[1] ?? '', message);
    assert.match(lines[2] ?? '', /^disconnected server_response/);
    assert.equal(await act.served.next(), 'end');
  });
}

registered('the server ends the connection: told once, at once', async ({ client, diary, served }) => {
  served.socket.end();
  assert.deepEqual(await diary.until(1), ['disconnected']);
  assert.equal(await served.next(), 'end');
  await client.disconnect();
  assert.deepEqual(diary.lines, ['disconnected']);
});

registered('an end inside a frame is a problem', async ({ diary, served }) => {
  served.socket.end(Buffer.from([2, 0]));
  assert.deepEqual(await diary.until(2), [
    'problem the connection ended 2 bytes into a frame',
    'disconnected the connection ended 2 bytes into a frame',
  ]);
});

registered('a reset is an end with its reason', async ({ client, served }) => {
  const disconnected = once(client, 'disconnected');
  served.socket.resetAndDestroy();
  const [error] = await disconnected;
  assert.equal(error.code, 'ECONNRESET');
});

connected(
  'an acceptance that nobody asked for is a problem, and ends the client',
  async ({ diary, served }) => {
    served.send(encodePseudonymInUse(), encodeAccepted([]));
    assert.deepEqual(await diary.until(3), [
      'problem an answer to no pseudonym of ours',
      'problem an answer to no pseudonym of ours',
      'disconnected',
    ]);
  },
);
