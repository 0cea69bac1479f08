import { setImmediate } from 'node:timers/promises';
import { Given, Then, When } from '@cucumber/cucumber';
import { awaitDeparture, awaitRosters, DEPARTURES } from '../../suite/chat/audit';
import { comeAndGo, leaveInside, leaveUnregistered } from '../../suite/chat/departures';
import type { FrameKind } from '../../suite/chat/exchanges';
import { expectNothing, expectSilence } from '../../suite/chat/expect';
import { newcomer } from '../../suite/chat/registration';
import { Violation } from '../../suite/judgement';
import { shown } from '../../suite/peer/roster-view';
import { encodeBroadcastRequest, ResponseCode } from '../../wire';
import type { CospWorld } from './support/world';

Given('{peers} has/have left', async function (this: CospWorld, names: string[]) {
  await awaitJoins(this, names);
  await leave(this, names);
  await awaitDepartures(this, names);
});

Given('{peers} has/have left by a reset', async function (this: CospWorld, names: string[]) {
  await awaitJoins(this, names);
  for (const peer of this.peersOf(names)) peer.leave('reset');
  await awaitDepartures(this, names);
});

Given('{peers} has/have left inside a frame', async function (this: CospWorld, names: string[]) {
  await awaitJoins(this, names);
  for (const peer of this.peersOf(names)) {
    await peer.sendPiece(encodeBroadcastRequest('cut off').subarray(0, 6), 'the beginning of a frame');
    peer.leave('close', 'mid-frame');
  }
  await awaitDepartures(this, names);
});

When('{peers} leaves/leave', async function (this: CospWorld, names: string[]) {
  await leave(this, names);
});

When('{peers} leaves/leave by a reset', function (this: CospWorld, names: string[]) {
  for (const peer of this.peersOf(names)) peer.leave('reset');
});

When('{peer} closes its sending half', function (this: CospWorld, name: string) {
  this.peer(name).stopSending();
});

When(
  'clients leave inside {frame} to {peer}, after each of its bytes in turn',
  async function (this: CospWorld, kind: FrameKind, partner: string) {
    await leaveInside(this.chat, kind, this.peer(partner), this.trials);
  },
);

When(
  '{peer} registers and leaves {int} times',
  async function (this: CospWorld, name: string, times: number) {
    const [witness] = this.chat.present();
    for (let i = 0; i < times; i++) {
      const peer = await this.chat.register(name);
      if (witness) await this.chat.idOf(witness, peer, this.blame('COSP-3.1-1'));
      peer.leave('close');
      if (witness) await awaitDeparture(witness, peer, this.blame('COSP-3.2-1'));
    }
  },
);

When(
  '{peers} leave while {peers} register',
  async function (this: CospWorld, leaving: string[], coming: string[]) {
    const newcomers = await Promise.all(coming.map((name) => newcomer(this.chat, name)));
    for (let i = 0; i < Math.max(leaving.length, newcomers.length); i++) {
      if (leaving[i] !== undefined) this.peer(leaving[i] as string).leave('close');
      newcomers[i]?.ask(this.chat.pseudonymFor(coming[i] as string));
    }
    await Promise.all(newcomers.map((peer) => peer.accepted()));
  },
);

When(
  '{int} clients come and go in {int} rounds, in random order {int}',
  async function (this: CospWorld, clients: number, rounds: number, seed: number) {
    await comeAndGo(this.chat, clients, rounds, seed);
  },
);

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
Then(
  '{peer} may be told that its private request has failed',
  async function (this: CospWorld, name: string) {
    const { inbox } = this.peer(name);
    await this.chat.settle();
    const told = inbox.findIndex(
      ({ code }) => code === ResponseCode.ABSENT || code === ResponseCode.PRIVATE_REFUSED,
    );
    if (told >= 0) inbox.splice(told, 1);
  },
);

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

Then('no broken frame has any effect', function (this: CospWorld) {
  this.trials.judge();
});

/** Goes with a FIN; who is not registered waits until the server has noticed, since nobody is told. */
async function leave(world: CospWorld, names: string[]): Promise<void> {
  for (const peer of world.peersOf(names)) {
    if (peer.registered) peer.leave('close');
    else await leaveUnregistered(peer);
  }
}

/** All registered clients, or those of the names, are told of each newcomer. */
async function awaitJoins(world: CospWorld, joined: string[], names?: string[]): Promise<void> {
  const told = names ? world.peersOf(names) : world.chat.present();
  for (const other of world.peersOf(joined)) {
    for (const peer of told) {
      if (other === peer) continue;
      const base = world.chat.attendance.blameForMissing(peer, other);
      await world.chat.idOf(peer, other, world.blame(base));
    }
  }
}

/** All registered clients, or those of the names, are told of each departure. */
async function awaitDepartures(world: CospWorld, gone: string[], names?: string[]): Promise<void> {
  const told = names ? world.peersOf(names) : world.chat.present();
  for (const other of world.peersOf(gone)) {
    const base = DEPARTURES[other.leaving ?? 'close'];
    for (const peer of told) await awaitDeparture(peer, other, world.blame(base));
  }
}
