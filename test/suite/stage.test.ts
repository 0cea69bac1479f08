import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AdapterEvent } from '../../suite/adapter/protocol';
import { Cast } from '../../suite/stage/cast';
import { describeEvent, isSameRoster, isShownRight, sha256, wrongReport } from '../../suite/stage/reports';

const OWN = 'alice';

describe('what the client shows', () => {
  const due: AdapterEvent = { event: 'broadcast', from: 'bob', text: 'Zoé' };
  const cases: [string, AdapterEvent, boolean][] = [
    ['the same', { event: 'broadcast', from: 'bob', text: 'Zoé' }, true],
    [
      'its length and its SHA-256',
      { event: 'broadcast', from: 'bob', length: 4, sha256: sha256(Buffer.from('Zoé')) },
      true,
    ],
    ['another kind', { event: 'direct', from: 'bob', text: 'Zoé' }, false],
    ['another sender', { event: 'broadcast', from: 'carol', text: 'Zoé' }, false],
    ['another text', { event: 'broadcast', from: 'bob', text: 'Zoe' }, false],
    [
      'another length',
      { event: 'broadcast', from: 'bob', length: 3, sha256: sha256(Buffer.from('Zoé')) },
      false,
    ],
    ['another SHA-256', { event: 'broadcast', from: 'bob', length: 4, sha256: '0'.repeat(64) }, false],
  ];
  for (const [what, actual, right] of cases) {
    it(`${right ? 'may' : 'must not'} be ${what}`, () => assert.equal(isShownRight(due, actual, OWN), right));
  }

  it('is told by the members of an event', () => {
    const departure: AdapterEvent = { event: 'left', pseudonym: 'bob' };
    assert.equal(isShownRight(departure, { event: 'left', pseudonym: 'bob' }, OWN), true);
    assert.equal(isShownRight(departure, { event: 'left', pseudonym: 'carol' }, OWN), false);
    assert.equal(isShownRight(departure, { event: 'joined', pseudonym: 'bob' }, OWN), false);
  });

  it('is a list in any order, with the own pseudonym or without', () => {
    const list: AdapterEvent = { event: 'registered', roster: ['bob', 'carol'] };
    assert.equal(isShownRight(list, { event: 'registered', roster: ['carol', OWN, 'bob'] }, OWN), true);
    assert.equal(isShownRight(list, { event: 'registered', roster: ['carol'] }, OWN), false);
  });
});

describe('a roster', () => {
  it('holds each pseudonym once', () => {
    assert.equal(isSameRoster(['bob'], ['bob', 'bob'], OWN), false);
    assert.equal(isSameRoster(['bob', 'carol'], ['bob', 'bob'], OWN), false);
  });

  it('holds nobody else', () => {
    assert.equal(isSameRoster(['bob'], ['bob', 'dave'], OWN), false);
    assert.equal(isSameRoster([], [OWN], OWN), true);
    assert.equal(isSameRoster([], [OWN], undefined), false);
  });
});

describe('a wrong report', () => {
  const due = { event: { event: 'direct', from: 'bob', text: 'x' } as AdapterEvent, blames: 'COSP-4-8' };

  it('is presumed to be about its requirement when nothing came', () => {
    const { details } = wrongReport(due, undefined, 'nothing within 5 s');
    assert.equal(details.blames, 'COSP-4-8');
    assert.equal(details.presumed, true);
    assert.equal(details.actual, 'nothing within 5 s');
  });

  it('of the other kind of message is about telling them apart', () => {
    const { details } = wrongReport(due, { event: 'broadcast', from: 'bob', text: 'x' }, '');
    assert.equal(details.blames, 'COSP-5.1-4');
    assert.equal(details.presumed, false);
  });

  it('is shown without anything that a terminal would obey', () => {
    const line = describeEvent({ event: 'left', pseudonym: '\u001b[2J\u0007' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    assert.doesNotMatch(line, /[\u0000-\u001f]/);
    assert.ok(describeEvent({ event: 'left', pseudonym: 'x'.repeat(5000) }).length < 200);
  });
});

describe('the cast of a script', () => {
  it('gives identifiers that nobody has, all 65,536 of them', () => {
    const cast = new Cast();
    for (let i = 0; i < 65_536; i++) cast.enter(`client ${i}`);
    assert.equal(new Set(cast.present.map(({ identifier }) => identifier)).size, 65_536);
  });

  it('knows the departed, until they come back', () => {
    const cast = new Cast();
    cast.enter('bob');
    cast.leave('bob');
    assert.deepEqual(cast.pseudonyms, []);
    assert.equal(cast.hasBeen('bob'), true);
    assert.equal(cast.hasReturned('bob'), false);
    cast.enter('bob');
    assert.equal(cast.hasBeen('bob'), false);
    assert.equal(cast.hasReturned('bob'), true);
  });

  it('begins anew, whatever names the scenario has given', () => {
    const cast = new Cast();
    cast.enter('other', { pseudonym: 'bob' });
    cast.clear();
    assert.deepEqual(cast.pseudonyms, []);
    assert.equal(cast.hasBeen('bob'), false);
  });

  it('is a mistake of the scenario where it has no such client, or an identifier is taken', () => {
    const cast = new Cast();
    assert.throws(() => cast.member('bob'), /no client "bob"/);
    cast.enter('bob', { identifier: 7 });
    assert.throws(() => cast.enter('carol', { identifier: 7 }), /7 is taken/);
  });
});
