import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Roster } from '../../../reference/client/roster';
import { encodeJoined, encodeLeft } from '../../../wire';
import { connected, registered } from './support/acts';

registered('the roster is the first list plus joins minus departures', async ({ client, diary, served }) => {
  assert.deepEqual(
    [...client.roster],
    [
      ['bob', 9],
      ['carol', -3],
    ],
  );
  served.send(encodeLeft(9), encodeJoined(9, 'dave'), encodeJoined(-32_768, 'low'), encodeLeft(-3));
  served.send(encodeJoined(32_767, 'high'), encodeJoined(0, 'zero'), encodeJoined(-1, 'minus one'));
  assert.equal(
    (await diary.until(7)).join(', '),
    ['left bob, joined dave, joined low, left carol', 'joined high, joined zero, joined minus one'].join(
      ', ',
    ),
  );
  const expected = { dave: 9, low: -32_768, high: 32_767, zero: 0, 'minus one': -1 };
  assert.deepEqual(Object.fromEntries(client.roster), expected);
  assert.equal(client.roster.get('bob'), undefined);
  assert.equal(client.roster.pseudonymOf(9), 'dave');
  await client.direct('zero', 'hello');
  assert.deepEqual(await served.next(), { direct: 'hello', to: 0 });
  await client.direct('minus one', 'hello');
  assert.deepEqual(await served.next(), { direct: 'hello', to: -1 });
});

registered('joins and departures that make no sense are problems, and the roster follows', async (act) => {
  act.served.send(encodeLeft(5), encodeJoined(9, 'dave'), encodeLeft(9), encodeLeft(9));
  assert.deepEqual(await act.diary.until(5), [
    'problem a departure from 5, who is not in the roster',
    'problem identifier 9 is given to two clients',
    'joined dave',
    'left dave',
    'problem a departure from 9, who is not in the roster',
  ]);
  assert.deepEqual([...act.client.roster.keys()], ['carol']);
});

test('a pseudonym under two identifiers stays while one of them does', () => {
  const roster = new Roster();
  roster.add({ idClient: 1, pseudonym: 'bob' });
  roster.add({ idClient: 2, pseudonym: 'bob' });
  roster.remove(1);
  assert.equal(roster.get('bob'), 2);
  assert.equal(roster.size, 1);
  roster.remove(2);
  assert.ok(!roster.has('bob'));
});

connected('a list of 10,000 is there at once, and so are 10,000 departures', async ({ client, served }) => {
  const list = Array.from({ length: 10_000 }, (_, i) => ({ idClient: i - 5_000, pseudonym: `client ${i}` }));
  const start = performance.now();
  await Promise.all([served.accept(list), client.register('alice')]);
  assert.deepEqual(
    [...client.roster],
    list.map(({ idClient, pseudonym }) => [pseudonym, idClient]),
  );
  const last = new Promise<void>((resolve) => {
    client.on('left', () => client.roster.size === 0 && resolve());
  });
  served.send(...list.map(({ idClient }) => encodeLeft(idClient)));
  await last;
  // A search through the list for each entry would take tens of times as long.
  assert.ok(performance.now() - start < 2_000);
});
