import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createCospClient } from '../../reference/client';
import { openMetrics } from '../../reference/metrics/endpoint';
import { createCospServer } from '../../reference/server';
import { encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import { readAll } from './support/ends';
import { readMetrics } from './support/metrics';
import { pair } from './support/pairing';
import { Peer } from './support/peer';
import { Side } from './support/side';
import { emptied, type Stage, staged } from './support/stage';
import { connectSecure, identity, otherIdentity } from './support/tls';

const TLS = { tls: identity };

async function securePeer(stage: Stage, ca = identity.cert): Promise<Peer> {
  const { socket } = await connectSecure(stage.address.port, ca);
  stage.track(socket);
  return Peer.on(socket);
}

async function registered(stage: Stage, ...pseudonyms: string[]): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const pseudonym of pseudonyms) {
    const peer = await securePeer(stage);
    const joined = once(stage.server, 'joined');
    await peer.ask(pseudonym);
    [peer.id] = (await joined) as [number];
    for (const other of peers) await other.gets({ joined: peer.id, pseudonym });
    peers.push(peer);
  }
  return peers;
}

async function secureSide(stage: Stage, localPort: number): Promise<Side> {
  const { socket } = await connectSecure(stage.address.port, identity.cert, localPort);
  stage.track(socket);
  return Side.on(socket);
}

staged(
  'a chat by TLS, and a private connection whose directions end one by one (COSP-6.2-12)',
  async (stage) => {
    const [alice, bob] = (await registered(stage, 'alice', 'bob')) as [Peer, Peer];
    alice.send(encodeBroadcastRequest('hello'));
    await bob.gets({ broadcast: 'hello', from: alice.id });
    const ports = await pair(alice, bob);
    const one = await secureSide(stage, ports.requesterPort);
    const other = await secureSide(stage, ports.accepterPort);
    one.socket.end('question');
    await other.ended;
    assert.equal(other.received.toString(), 'question');
    other.socket.end('answer');
    await one.ended;
    assert.equal(one.received.toString(), 'answer');
    alice.socket.end();
    await bob.gets({ left: alice.id });
    bob.socket.end();
    await emptied(stage.server);
  },
  TLS,
);

staged(
  'who does not read is dropped at the bound by TLS too',
  async (stage) => {
    const [alice, bob] = (await registered(stage, 'alice', 'bob')) as [Peer, Peer];
    bob.socket.pause();
    const note = encodeDirectRequest(bob.id, 'x'.repeat(32_000));
    alice.socket.write(Buffer.concat(Array.from({ length: 1_500 }, () => note)));
    await alice.gets({ left: bob.id });
    bob.socket.resume();
    alice.socket.destroy();
    // The connection itself is gone, and nobody waits for a peer that closes.
    await emptied(stage.server);
  },
  { ...TLS, maxQueuedBytes: 256 * 1024, slowReaderGrace: 20, closingTimeout: 600_000 },
);

staged(
  'plain TCP, garbage and resets during the agreement end that connection and disturb nobody (COSP-7-1)',
  async (stage) => {
    const endpoint = await openMetrics(stage.server, { host: '127.0.0.1', port: 0 });
    const [alice, bob] = (await registered(stage, 'alice', 'bob')) as [Peer, Peer];
    const plain = await stage.connect();
    plain.send(Buffer.from('a pseudonym without TLS'));
    // An alert may come first, which is no frame.
    plain.socket.removeAllListeners('data').resume();
    assert.ok(typeof (await plain.next()) === 'object');
    const reset = connect(stage.address.port, '127.0.0.1');
    await once(reset, 'connect');
    reset.resetAndDestroy();
    const leaving = connect(stage.address.port, '127.0.0.1');
    leaving.end(Buffer.from([22, 3, 1]));
    await once(leaving.resume(), 'close');
    while (stage.server.inspect().sockets > 2) await once(stage.server, 'disconnected');
    alice.send(encodeBroadcastRequest('still here'));
    await bob.gets({ broadcast: 'still here', from: alice.id });
    const metrics = await readMetrics(`http://127.0.0.1:${endpoint.address.port}/metrics`);
    endpoint.close();
    assert.equal(metrics.get('cosp_tls_handshake_errors_total'), 3);
    assert.equal(metrics.get('cosp_connections_accepted_total'), 2);
  },
  TLS,
);

staged(
  'who does not agree in time is closed',
  async (stage) => {
    const silent = await stage.connect();
    await silent.gets({ over: 'ended' });
    await emptied(stage.server);
  },
  { ...TLS, handshakeTimeout: 20 },
);

staged(
  'the server closes at once with connections that have not agreed yet',
  async (stage) => {
    const silent = connect(stage.address.port, '127.0.0.1');
    silent.on('error', () => undefined).resume();
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    await stage.server.close();
    await closed;
    assert.equal(stage.server.inspect().sockets, 0);
  },
  { ...TLS, handshakeTimeout: 600_000 },
);

staged(
  'a renewed certificate is for newcomers; who is there stays',
  async (stage) => {
    const [alice] = (await registered(stage, 'alice')) as [Peer];
    assert.throws(() => stage.server.renewIdentity({ ...identity, key: otherIdentity.key }));
    stage.server.renewIdentity(otherIdentity);
    const bob = await securePeer(stage, otherIdentity.cert);
    assert.deepEqual(await bob.ask('bob'), { accepted: { [alice.id]: 'alice' } });
    await alice.gets({ joined: alice.id + 1, pseudonym: 'bob' });
    await assert.rejects(
      createCospClient().connect({ port: stage.address.port, tls: { ca: identity.cert } }),
      { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    );
  },
  TLS,
);

test('a certificate and a key that do not belong together make no server', () => {
  assert.throws(() => createCospServer({ tls: { ...identity, key: otherIdentity.key } }));
});

staged(
  'the reference client chats by TLS, and takes a private connection by it',
  async (stage) => {
    const { port } = stage.address;
    const [alice, bob] = [createCospClient(), createCospClient()];
    await alice.connect({ host: 'localhost', port, tls: { ca: identity.cert } });
    await bob.connect({ port, tls: { insecure: true } });
    await alice.register('alice');
    const joined = once(alice, 'joined');
    await bob.register('bob');
    await joined;
    const asked = once(bob, 'privateRequested');
    const requested = alice.requestPrivate('bob');
    const [request] = await asked;
    const [one, other] = await Promise.all([requested, request.accept()]);
    one.end('question');
    assert.equal(`${await readAll(other)}`, 'question');
    other.end('answer');
    assert.equal(`${await readAll(one)}`, 'answer');
    await alice.disconnect();
    await bob.disconnect();
  },
  TLS,
);

staged('a client that wants TLS of a server without it says so', async (stage) => {
  await assert.rejects(
    createCospClient().connect({ port: stage.address.port, tls: { ca: identity.cert, timeout: 50 } }),
    { code: 'ERR_TLS_HANDSHAKE_TIMEOUT', message: /perhaps it speaks plain TCP/ },
  );
});

staged(
  'a server that nobody vouches for gets no pseudonym',
  async (stage) => {
    const { port } = stage.address;
    await assert.rejects(createCospClient().connect({ port, tls: {} }), {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    await assert.rejects(
      createCospClient().connect({ port, host: '127.0.0.2', tls: { ca: identity.cert } }),
      {
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      },
    );
    assert.equal(stage.server.inspect().clients, 0);
  },
  { ...TLS, host: '0.0.0.0' },
);
