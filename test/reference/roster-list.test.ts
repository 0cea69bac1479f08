import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClientConnection, RegisteredClient } from '../../reference/server/client';
import { RosterList } from '../../reference/server/roster-list';
import { ConnectionCode, decode } from '../../wire';

const connection = {} as ClientConnection;

function client(idClient: number): RegisteredClient {
  return { idClient, pseudonym: Buffer.from(`client ${idClient}`), connection };
}

/** Identifier and pseudonym of each entry, as a newcomer reads them. */
function read(list: RosterList): Map<number, string> {
  const reply = decode('connection_reply', list.frame());
  assert.equal(reply.code, ConnectionCode.ACCEPTED);
  return new Map(
    reply.body.clients.map(({ idClient, pseudonym }) => [idClient, Buffer.from(pseudonym).toString()]),
  );
}

test('a list of nobody is a code and a count of 0 (COSP-2.1-1)', () => {
  assert.deepEqual([...new RosterList().frame()], [0, 0, 0]);
});

test('32,767 clients are counted and listed (COSP-2.1-4)', () => {
  const list = new RosterList();
  for (let idClient = 0; idClient < 32_767; idClient += 1) list.add(client(idClient));
  const entries = read(list);
  assert.equal(entries.size, 32_767);
  assert.equal(entries.get(32_766), 'client 32766');
});

test('whoever comes and goes, the list has those that are there, once each (COSP-2.1-2)', () => {
  const change = fc.record({
    joins: fc.boolean(),
    count: fc.integer({ min: 1, max: 300 }),
    from: fc.nat(900),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const list = new RosterList();
      const there = new Map<number, RegisteredClient>();
      for (const { joins, count, from } of changes) {
        for (let idClient = from; idClient < from + count; idClient += 1) {
          const known = there.get(idClient);
          if (joins && !known) {
            there.set(idClient, client(idClient));
            list.add(there.get(idClient) as RegisteredClient);
          } else if (!joins && known) {
            there.delete(idClient);
            list.remove(known);
          }
        }
        const expected = [...there.values()].map(
          (each) => [each.idClient, each.pseudonym.toString()] as const,
        );
        assert.deepEqual(read(list), new Map(expected));
      }
    }),
    { numRuns: 30 },
  );
});
