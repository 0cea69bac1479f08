import { Given, Then, When } from '@cucumber/cucumber';
import { awaitDeparture } from '../../suite/chat/audit';
import { comeAndGo, leaveInside, leaveUnregistered } from '../../suite/chat/departures';
import type { FrameKind } from '../../suite/chat/exchanges';
import { newcomer } from '../../suite/chat/registration';
import { encodeBroadcastRequest } from '../../wire';
import { awaitDepartures, awaitJoins } from './support/roster-waits';
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
