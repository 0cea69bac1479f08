import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientConnection, RegisteredClient } from '../../reference/server/client';
import { Roster } from '../../reference/server/roster';

const CONNECTION = {} as ClientConnection; // the roster only keeps it

function registered(roster: Roster, pseudonym: string): RegisteredClient {
  const client = roster.register(Buffer.from(pseudonym), CONNECTION);
  assert.ok(typeof client === 'object', `${pseudonym}: ${client}`);
  return client;
}

describe('roster', () => {
  it('gives identifiers from 0 by 1 (COSP-2.1-8)', () => {
    const roster = new Roster(10);
    assert.deepEqual(
      ['a', 'b', 'c'].map((pseudonym) => registered(roster, pseudonym).idClient),
      [0, 1, 2],
    );
  });

  it('gives an identifier again only after all others, round the whole SHORT (COSP-2.1-8)', () => {
    const roster = new Roster(10);
    const given: number[] = [];
    for (let round = 0; round < 65_537; round += 1) {
      const client = registered(roster, 'a');
      given.push(client.idClient);
      roster.remove(client);
    }
    assert.equal(new Set(given).size, 65_536);
    assert.deepEqual(given.slice(32_766, 32_770), [32_766, 32_767, -32_768, -32_767]);
    assert.deepEqual(given.slice(-2), [-1, 0]);
  });

  it('passes over the identifiers that are taken (COSP-1-4)', () => {
    const roster = new Roster(10);
    registered(roster, 'stays');
    for (let round = 0; round < 65_535; round += 1) roster.remove(registered(roster, 'comes and goes'));
    assert.equal(registered(roster, 'newcomer').idClient, 1);
  });

  it('holds 32,768 clients, each with its own identifier, and no more', () => {
    const roster = new Roster(32_768);
    const identifiers = new Set<number>();
    for (let round = 0; round < 32_768; round += 1) identifiers.add(registered(roster, `c${round}`).idClient);
    assert.equal(identifiers.size, 32_768);
    assert.equal(roster.register(Buffer.from('one more'), CONNECTION), 'full');
    assert.equal(roster.register(Buffer.from('c5'), CONNECTION), 'in use');
  });

  it('frees the pseudonym of who has left (COSP-2.2-5)', () => {
    const roster = new Roster(10);
    const first = registered(roster, 'a');
    assert.equal(roster.register(Buffer.from('a'), CONNECTION), 'in use');
    roster.remove(first);
    assert.notEqual(registered(roster, 'a').idClient, first.idClient);
  });

  it('does not let a second removal touch the successor', () => {
    const roster = new Roster(10);
    const first = registered(roster, 'a');
    roster.remove(first);
    registered(roster, 'a');
    roster.remove(first);
    assert.equal(roster.register(Buffer.from('a'), CONNECTION), 'in use');
    assert.equal(roster.size, 1);
  });

  it('tells pseudonyms apart by their bytes alone (COSP-2.2-7, COSP-2.2-10)', () => {
    const long = 'x'.repeat(32_766);
    const alike = [
      'Alice',
      'alice',
      'ali',
      '\u00e9',
      'e\u0301',
      '\ufeffalice',
      'alice\0',
      `${long}a`,
      `${long}b`,
    ];
    const roster = new Roster(100);
    for (const pseudonym of alike) registered(roster, pseudonym);
    assert.equal(roster.size, alike.length);
  });

  it('keeps its own copy of the pseudonym', () => {
    const roster = new Roster(10);
    const received = Buffer.from('alice');
    const client = roster.register(received, CONNECTION) as RegisteredClient;
    received.fill(0);
    assert.equal(client.pseudonym.toString(), 'alice');
  });
});
