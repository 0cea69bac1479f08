import { setImmediate } from 'node:timers/promises';
import { Then } from '@cucumber/cucumber';
import { awaitRosters } from '../../suite/chat/audit';
import { expectNothing, expectSilence } from '../../suite/chat/expect';
import { Violation } from '../../suite/judgement';
import { shown } from '../../suite/peer/roster-view';
import { awaitDepartures, awaitJoins } from './support/roster-waits';
import type { CospWorld } from './support/world';

Then('the list of {peer} has {peers}', async function (this: CospWorld, name: string, listed: string[]) {
  const view = await this.peer(name).accepted();
  const due = new Set(this.peersOf(listed).map((peer) => peer.key));
  const missing = [...due].filter((key) => view.idOf(key) === undefined);
  const extra = [...view.keys()].filter((key) => !due.has(key) && !this.chat.isStranger(key));
  if (missing.length === 0 && extra.length === 0) return;
  throw new Violation(`the list of "${name}" is not that of the other registered clients`, {
    expected: `entries for ${[...due].map(shown).join(', ') || 'nobody'}`,
    actual: [...missing.map((key) => `no ${shown(key)}`), ...extra.map((key) => `also ${shown(key)}`)].join(
      ', ',
    ),
    peer: name,
  });
});

Then(
  '{peers} is/are told that {peers} has/have joined',
  async function (this: CospWorld, names: string[], joined: string[]) {
    await awaitJoins(this, joined, names);
  },
);

Then(
  '{peers} is/are told that {peers} has/have left',
  async function (this: CospWorld, names: string[], gone: string[]) {
    await awaitDepartures(this, gone, names);
  },
);

Then('{peers} receive(s) nothing', async function (this: CospWorld, names: string[]) {
  const peers = this.peersOf(names);
  await expectNothing(
    this.chat,
    peers.filter((peer) => peer.registered),
  );
  for (const peer of peers.filter((other) => !other.registered)) await expectSilence(this.chat, peer);
});

/** COSP-6.2-17: response code -1 or -2, or neither. */
Then('{peer} may be told that its private request has failed', function (this: CospWorld, name: string) {
  this.peer(name).forgive('anybody');
});

/** For one that has begun its pseudonym, and so cannot be proved silent by a registration. */
Then('{peer} has received nothing at all', async function (this: CospWorld, name: string) {
  const peer = this.peer(name);
  await this.chat.settle();
  await setImmediate();
  if (peer.bytesReceived === 0) return;
  throw new Violation(`"${name}", which is not registered, got something`, {
    expected: 'nothing',
    actual: peer.unseen(),
    peer: name,
  });
});

Then('every roster has exactly the others that are registered', async function (this: CospWorld) {
  await awaitRosters(this.chat, this.blame('COSP-3-2'));
});
