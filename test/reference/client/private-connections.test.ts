import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type CospClient, createCospClient, type PrivateRequest } from '../../../reference/client';
import { type Stage, staged } from '../support/stage';
import { ended, textOf } from './support/acts';

/** Clients at the reference server that all know each other. */
async function join(stage: Stage, ...pseudonyms: string[]): Promise<CospClient[]> {
  const clients: CospClient[] = [];
  for (const pseudonym of pseudonyms) {
    const client = createCospClient();
    await client.connect({ port: stage.address.port, host: stage.address.address });
    const known = clients.map((earlier) => once(earlier, 'joined'));
    await client.register(pseudonym);
    await Promise.all(known);
    clients.push(client);
  }
  return clients;
}

async function open(requester: CospClient, accepter: CospClient): Promise<[Duplex, Duplex]> {
  const asked = once(accepter, 'privateRequested');
  const opening = requester.requestPrivate(accepter.pseudonym ?? '');
  const [request] = (await asked) as [PrivateRequest];
  return Promise.all([opening, request.accept()]);
}

async function disconnect(...clients: CospClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.disconnect()));
}

for (const host of ['127.0.0.1', '::'] as const) {
  staged(
    `bytes and ends go both ways, each direction for itself (server on ${host})`,
    async (stage) => {
      const [alice, bob] = (await join(stage, 'alice', 'bob')) as [CospClient, CospClient];
      const [toBob, toAlice] = await open(alice, bob);
      toBob.end('question');
      assert.equal(await textOf(toAlice), 'question');
      toAlice.end('answer after the end');
      assert.equal(await textOf(toBob), 'answer after the end');
      await disconnect(alice, bob);
    },
    { host },
  );
}

staged('32 MiB both ways at once, no faster than they are read', async (stage) => {
  const [alice, bob] = (await join(stage, 'alice', 'bob')) as [CospClient, CospClient];
  const sides = await open(alice, bob);
  const block = randomBytes(1024 * 1024);
  const expected = createHash('sha256');
  for (let i = 0; i < 32; i += 1) expected.update(block);
  const send = async (side: Duplex): Promise<void> => {
    for (let i = 0; i < 32; i += 1) if (!side.write(block)) await once(side, 'drain');
    side.end();
  };
  const receive = async (side: Duplex): Promise<string> => {
    const hash = createHash('sha256');
    side.on('data', (chunk: Buffer) => hash.update(chunk)); // an iterator would end the other direction too
    await once(side, 'end');
    return hash.digest('hex');
  };
  const [first, second] = await Promise.all([...sides.map(receive), ...sides.map(send)]);
  assert.equal(first, expected.digest('hex'));
  assert.equal(second, first);
  await disconnect(alice, bob);
});

staged('a side that is not read from holds its writer up', async (stage) => {
  const [alice, bob] = (await join(stage, 'alice', 'bob')) as [CospClient, CospClient];
  const [toBob, toAlice] = await open(alice, bob);
  const block = Buffer.alloc(64 * 1024);
  let written = 0;
  while (toBob.write(block) || written < 1024 * 1024) {
    written += block.length;
    await new Promise(setImmediate);
    assert.ok(written < 256 * 1024 * 1024, 'nobody reads, and writing goes on');
  }
  toAlice.resume();
  await once(toBob, 'drain');
  toBob.end();
  toAlice.end();
  await once(toBob.resume(), 'close');
  await disconnect(alice, bob);
});

staged('several private connections at once, also crossing ones of one pair, do not mix', async (stage) => {
  const clients = await join(stage, 'alice', 'bob', 'carol');
  for (const client of clients) {
    client.on('privateRequested', async (request) => {
      const side = await request.accept();
      side.end(`${client.pseudonym} to ${request.from.pseudonym}`);
      side.resume();
    });
  }
  const pairs = clients.flatMap((one) =>
    clients.filter((other) => other !== one).map((other) => [one, other]),
  );
  const heard = pairs.map(async ([one, other]) => {
    const side = await (one as CospClient).requestPrivate(other?.pseudonym ?? '');
    const text = await textOf(side);
    side.end();
    assert.equal(text, `${other?.pseudonym} to ${one?.pseudonym}`);
  });
  await Promise.all(heard);
  await disconnect(...clients);
});

staged('a refusal is told as such, and a later request can be accepted', async (stage) => {
  const [alice, bob] = (await join(stage, 'alice', 'bob')) as [CospClient, CospClient];
  bob.once('privateRequested', (request) => void request.refuse());
  const refused = once(alice, 'privateRefused');
  await assert.rejects(alice.requestPrivate('bob'), { code: 'refused', message: /bob/ });
  assert.deepEqual(await refused, [{ idClient: 1, pseudonym: 'bob' }]);
  const [toBob, toAlice] = await open(alice, bob);
  await Promise.all([toBob, toAlice].map(ended));
  await disconnect(alice, bob);
});

staged('a request is answered long afterwards, with messages in between', async (stage) => {
  const [alice, bob] = (await join(stage, 'alice', 'bob')) as [CospClient, CospClient];
  const asked = once(bob, 'privateRequested');
  const opening = alice.requestPrivate('bob');
  const [request] = (await asked) as [PrivateRequest];
  for (let i = 0; i < 100; i += 1) {
    const got = once(alice, 'direct');
    await bob.direct('alice', `message ${i}`);
    assert.equal((await got)[0].text, `message ${i}`);
  }
  const [toBob, toAlice] = await Promise.all([opening, request.accept()]);
  assert.equal(request.isOpen, false);
  await assert.rejects(request.accept(), { code: 'already-answered' });
  await assert.rejects(request.refuse(), { code: 'already-answered' });
  await Promise.all([toBob, toAlice].map(ended));
  await disconnect(alice, bob);
});

staged('who was asked leaves, and who asked leaves: both are told', async (stage) => {
  const [alice, bob, carol] = (await join(stage, 'alice', 'bob', 'carol')) as [
    CospClient,
    CospClient,
    CospClient,
  ];
  const asked = once(carol, 'privateRequested');
  const toBob = assert.rejects(alice.requestPrivate('bob'), { code: 'departed', message: /bob/ });
  void alice.requestPrivate('carol').catch(() => undefined);
  const [request] = (await asked) as [PrivateRequest];
  await bob.disconnect();
  await toBob;
  const left = once(carol, 'left', { signal: AbortSignal.timeout(10_000) });
  if (carol.roster.has('bob')) await left;
  const aliceLeft = once(carol, 'left');
  await alice.disconnect();
  await aliceLeft;
  await assert.rejects(request.accept(), { code: 'departed', message: /alice/ });
  assert.equal(carol.privateRequestOf('alice'), undefined);
  await carol.disconnect();
});
