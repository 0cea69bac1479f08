import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ledger } from '../../suite/chat/ledger';
import { Violation } from '../../suite/judgement';
import { Received } from '../../suite/peer/received';
import { RosterView } from '../../suite/peer/roster-view';
import { decode, encodeBroadcastResponse } from '../../wire';

/** The requirement that `act` is found to break. */
function broken(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof Violation, String(error));
    return error.details.blames;
  }
  return undefined;
}

const message = (): Received => {
  const bytes = encodeBroadcastResponse(77, 'hello');
  return new Received({ frame: decode('server_response', bytes), bytes });
};

describe('the roster as one client has been told it', () => {
  it('is the list plus joins minus departures', () => {
    const view = new RosterView('me');
    view.list(1, 'alice');
    view.join(2, 'bob');
    assert.equal(view.leave(1), 'alice');
    assert.deepEqual([...view.entries()], [[2, 'bob']]);
    assert.equal(view.idOf('bob'), 2);
    assert.equal(view.idOf('alice'), undefined);
  });

  it('takes the own entry and the own announcement as the choices that they are', () => {
    const view = new RosterView('me');
    view.list(5, 'me');
    view.join(5, 'me');
    assert.equal(view.size, 0);
    assert.deepEqual([view.own, view.listsSelf, view.toldOfSelf], [5, true, true]);
  });

  it('takes an identifier and a pseudonym again after their departure', () => {
    const view = new RosterView('me');
    view.list(1, 'alice');
    view.leave(1);
    view.join(1, 'bob');
    view.join(2, 'alice');
    assert.equal(view.size, 2);
  });

  const mistakes: [string, string, (view: RosterView) => void][] = [
    ['an entry twice', 'COSP-2.1-2', (view) => view.list(9, 'alice')],
    [
      'the own entry twice',
      'COSP-2.1-2',
      (view) => {
        view.list(8, 'me');
        view.list(8, 'me');
      },
    ],
    ['an identifier that another one has', 'COSP-1-4', (view) => view.list(1, 'bob')],
    ['an announcement of one who is in the list', 'COSP-3.1-1', (view) => view.join(1, 'alice')],
    [
      'the own announcement twice',
      'COSP-3.1-1',
      (view) => {
        view.join(8, 'me');
        view.join(8, 'me');
      },
    ],
    [
      'another own identifier than in the list',
      'COSP-1-4',
      (view) => {
        view.list(8, 'me');
        view.join(7, 'me');
      },
    ],
    ['the departure of somebody unknown', 'COSP-3.2-4', (view) => view.leave(77)],
    [
      'a departure twice',
      'COSP-3.2-1',
      (view) => {
        view.leave(1);
        view.leave(1);
      },
    ],
    ['a frame of somebody unknown', 'COSP-3.1-2', (view) => view.checkKnown(77, message)],
    [
      'a frame of somebody departed',
      'COSP-3.2-5',
      (view) => {
        view.leave(1);
        view.checkKnown(1, message);
      },
    ],
  ];
  for (const [mistake, requirement, act] of mistakes) {
    it(`finds ${mistake} (${requirement})`, () => {
      const view = new RosterView('me');
      view.list(1, 'alice');
      assert.equal(
        broken(() => act(view)),
        requirement,
      );
    });
  }
});

describe('the ledger of identifiers', () => {
  it('finds one client with two identifiers', () => {
    const ledger = new Ledger();
    ledger.asking('alice');
    ledger.observe('alice', 1, 'bob');
    ledger.observe('alice', 1, 'carol');
    assert.equal(
      broken(() => ledger.observe('alice', 2, 'dave')),
      'COSP-1-4',
    );
  });

  it('grants a pseudonym one identifier for each time that it was asked for', () => {
    const ledger = new Ledger();
    ledger.asking('alice');
    ledger.observe('alice', 1, 'bob');
    ledger.asking('alice');
    ledger.observe('alice', 2, 'bob');
    assert.deepEqual(ledger.idsOf('alice'), [1, 2]);
    assert.equal(
      broken(() => ledger.observe('alice', 3, 'bob')),
      'COSP-1-4',
    );
  });
});
