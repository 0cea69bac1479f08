import { Then, When } from '@cucumber/cucumber';
import { awaitDeparture } from '../suite/chat/audit';
import { expectNothing } from '../suite/chat/expect';
import { Violation } from '../suite/judgement';
import type { CospWorld } from './support/world';

When('{peers} leaves/leave', function (this: CospWorld, names: string[]) {
  for (const peer of this.peersOf(names)) peer.leave('close');
});

When('{peers} leaves/leave by a reset', function (this: CospWorld, names: string[]) {
  for (const peer of this.peersOf(names)) peer.leave('reset');
});

Then('the list of {peer} has {peers}', async function (this: CospWorld, name: string, listed: string[]) {
  const view = await this.peer(name).accepted();
  for (const other of this.peersOf(listed)) {
    if (view.idOf(other.key) === undefined) {
      throw new Violation(`the list has no entry for "${other.name}"`, {
        expected: 'every other registered client',
        peer: name,
      });
    }
  }
  const strangers = [...view.keys()].filter((key) => !this.chat.isStranger(key));
  if (strangers.length !== listed.length) {
    throw new Violation('the list has more entries than there are others', {
      expected: `${listed.length} entries`,
      actual: `${strangers.length} entries`,
      peer: name,
    });
  }
});

Then(
  '{peers} is/are told that {peers} has/have joined',
  async function (this: CospWorld, names: string[], joined: string[]) {
    for (const peer of this.peersOf(names)) {
      for (const other of this.peersOf(joined)) {
        await peer.until(
          () => (peer.view?.idOf(other.key) === undefined ? undefined : true),
          `response 0: "${other.name}" has joined`,
          this.requirement,
        );
      }
    }
  },
);

Then(
  '{peers} is/are told that {peers} has/have left',
  async function (this: CospWorld, names: string[], gone: string[]) {
    for (const peer of this.peersOf(names)) {
      for (const other of this.peersOf(gone)) await awaitDeparture(peer, other, this.requirement);
    }
  },
);

Then('{peers} receive(s) nothing', async function (this: CospWorld, names: string[]) {
  const peers = this.peersOf(names);
  await expectNothing(
    this.chat,
    peers.filter((peer) => peer.registered),
  );
  for (const peer of peers.filter((other) => !other.registered)) expectSilence(peer);
});

/** An unregistered connection has got nothing but connection codes that a step has looked at. */
function expectSilence(peer: ReturnType<CospWorld['peer']>): void {
  if (peer.problem) throw peer.problem;
  if (peer.refusals === 0 && peer.pendingBytes.length === 0) return;
  throw new Violation(`"${peer.name}", which is not registered, got something`, {
    expected: 'nothing',
    actual: peer.unseen(),
    peer: peer.name,
  });
}
