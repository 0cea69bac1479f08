import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import {
  encodeAbsent,
  encodeDirectResponse,
  encodeJoined,
  encodeLeft,
  encodePrivateAccepted,
  encodePrivateEstablished,
  encodePrivateRefused,
  encodePrivateRequested,
} from '../../../wire';
import { type Act, ended, registered, textOf } from './support/acts';
import type { ServedClient } from './support/scripted-server';

async function declaredPort(served: ServedClient): Promise<number> {
  const sent = await served.next();
  assert.ok(typeof sent === 'object' && 'port' in sent, JSON.stringify(sent));
  return sent.port;
}

/** Shows that the client has dealt with all that was sent to it. */
async function caughtUp({ client, served }: Act): Promise<void> {
  const got = once(client, 'direct');
  served.send(encodeDirectResponse(9, 'fence'));
  await got;
}

registered('the requester connects behind response code 5 only, from the port declared', async (act) => {
  const opening = act.client.requestPrivate('bob');
  const sent = await act.served.next();
  assert.ok(typeof sent === 'object' && 'privateRequest' in sent && sent.privateRequest === 9);
  await caughtUp(act);
  assert.equal(act.server.waiting, 0);
  act.served.send(encodePrivateAccepted(9));
  const side = await act.server.connection();
  assert.equal(side.remotePort, sent.port);
  assert.equal(side.remoteAddress, '127.0.0.1');
  side.end('hello');
  const stream = await opening;
  assert.equal(await textOf(stream), 'hello');
  stream.end('from alice');
  assert.equal(await textOf(side), 'from alice');
});

registered('the accepter connects behind response code 6 only, from the port declared', async (act) => {
  act.served.send(encodePrivateRequested(-3));
  await act.diary.until(1);
  assert.deepEqual(act.diary.lines, ['privateRequested carol']);
  const opening = act.client.privateRequestOf('carol')?.accept() as Promise<Duplex>;
  const sent = await act.served.next();
  assert.ok(typeof sent === 'object' && 'privateAccept' in sent && sent.privateAccept === -3);
  await caughtUp(act);
  assert.equal(act.server.waiting, 0);
  act.served.send(encodePrivateEstablished(-3));
  const side = await act.server.connection();
  assert.equal(side.remotePort, sent.port);
  side.end();
  await ended(await opening);
});

registered('a refusal is request code -1, and nothing is connected', async (act) => {
  act.served.send(encodePrivateRequested(9));
  await act.diary.until(1);
  await act.client.privateRequestOf('bob')?.refuse();
  assert.deepEqual(await act.served.next(), { privateRefuse: 9 });
  assert.equal(act.client.privateRequestOf('bob'), undefined);
});

registered('both ask each other, and each answer meets its own question', async (act) => {
  const { client, diary, served, server } = act;
  const asking = client.requestPrivate('bob');
  const requesterPort = await declaredPort(served);
  served.send(encodePrivateRequested(9));
  await diary.until(1);
  const accepting = client.privateRequestOf('bob')?.accept() as Promise<Duplex>;
  const accepterPort = await declaredPort(served);
  assert.notEqual(accepterPort, requesterPort);
  served.send(encodePrivateEstablished(9));
  const accepted = await server.connection();
  assert.equal(accepted.remotePort, accepterPort);
  served.send(encodePrivateAccepted(9));
  const requested = await server.connection();
  assert.equal(requested.remotePort, requesterPort);
  for (const side of [accepted, requested]) side.end();
  await ended(await asking);
  await ended(await accepting);
});

registered('answers to several requests come in any order', async (act) => {
  const { client, served, server } = act;
  const toBob = assert.rejects(client.requestPrivate('bob'), { code: 'refused' });
  const toCarol = client.requestPrivate('carol');
  const sent = [await served.next(), await served.next()] as { privateRequest: number; port: number }[];
  const portOf = (id: number) => sent.find(({ privateRequest }) => privateRequest === id)?.port;
  served.send(encodePrivateAccepted(-3), encodeAbsent(), encodePrivateRefused(9));
  const side = await server.connection();
  assert.equal(side.remotePort, portOf(-3));
  side.end();
  await toBob;
  await ended(await toCarol);
  assert.deepEqual(act.diary.lines, ['privateAccepted carol', 'absent', 'privateRefused bob']);
});

registered('who asks again declares the same port, and both get the same connection', async (act) => {
  const first = act.client.requestPrivate('bob');
  const port = await declaredPort(act.served);
  const second = act.client.requestPrivate('bob');
  assert.equal(await declaredPort(act.served), port);
  act.served.send(encodePrivateAccepted(9));
  (await act.server.connection()).end();
  assert.equal(await first, await second);
  await ended(await first);
  const third = act.client.requestPrivate('bob');
  assert.notEqual(await declaredPort(act.served), port);
  act.served.send(encodeLeft(9));
  await assert.rejects(third, { code: 'departed' });
});

registered('answers that nobody asked for open nothing', async (act) => {
  const frames = [encodePrivateAccepted(9), encodePrivateEstablished(9), encodePrivateRefused(-3)];
  act.served.send(...frames, encodePrivateRequested(77), encodePrivateAccepted(77));
  await act.diary.until(5);
  await caughtUp(act);
  assert.equal(act.server.waiting, 0);
  assert.equal(act.diary.lines.filter((line) => line.startsWith('problem ')).length, 5);
});

registered('a second answer opens nothing', async (act) => {
  const opening = act.client.requestPrivate('bob');
  await declaredPort(act.served);
  act.served.send(encodePrivateAccepted(9), encodePrivateAccepted(9));
  (await act.server.connection()).end();
  await ended(await opening);
  await caughtUp(act);
  assert.equal(act.server.waiting, 0);
  assert.match(act.diary.lines[1] ?? '', /^problem bob accepts/);
});

registered('an identifier that is given again does not inherit a request, nor a question', async (act) => {
  const { client, diary, served } = act;
  served.send(encodePrivateRequested(9));
  await diary.until(1);
  const opening = client.requestPrivate('bob');
  await declaredPort(served);
  served.send(encodeLeft(9), encodeJoined(9, 'dave'), encodePrivateAccepted(9));
  await assert.rejects(opening, { code: 'departed' });
  assert.match((await diary.until(4))[3] ?? '', /^problem dave accepts/);
  assert.equal(client.privateRequestOf('dave'), undefined);
  assert.equal(act.server.waiting, 0);
});

registered('an acceptance whose requester leaves is told, and nothing is connected', async (act) => {
  act.served.send(encodePrivateRequested(9));
  await act.diary.until(1);
  const opening = act.client.privateRequestOf('bob')?.accept() as Promise<Duplex>;
  await declaredPort(act.served);
  act.served.send(encodeAbsent(), encodeLeft(9));
  await assert.rejects(opening, { code: 'departed' });
  assert.deepEqual(act.diary.lines, ['privateRequested bob', 'absent', 'left bob']);
});

registered('who gave up sees nothing more of it; the other side sees an end', async (act) => {
  const abort = new AbortController();
  const opening = act.client.requestPrivate('bob', { signal: abort.signal });
  const port = await declaredPort(act.served);
  abort.abort(new Error('enough'));
  await assert.rejects(opening, /enough/);
  act.served.send(encodePrivateAccepted(9));
  const side = await act.server.connection();
  assert.equal(side.remotePort, port);
  assert.equal(await textOf(side), '');
  await assert.rejects(act.client.requestPrivate('bob', { signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
  assert.ok(act.served.isQuiet);
});

registered('the end of the chat connection ends what waits, and leaves what is open', async (act) => {
  const opening = act.client.requestPrivate('bob');
  await declaredPort(act.served);
  act.served.send(encodePrivateAccepted(9));
  const side = await act.server.connection();
  const stream = await opening;
  const waiting = act.client.requestPrivate('carol');
  await declaredPort(act.served);
  act.served.socket.end();
  await assert.rejects(waiting, { code: 'disconnected' });
  side.end('still here');
  assert.equal(await textOf(stream), 'still here');
  stream.end();
});

registered('a private connection that the server does not take is told by its error', async (act) => {
  const opening = act.client.requestPrivate('bob');
  await declaredPort(act.served);
  act.server.refuse();
  act.served.send(encodePrivateAccepted(9));
  await assert.rejects(opening, { code: 'ECONNREFUSED' });
});
