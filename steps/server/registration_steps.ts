import { Given, Then, When } from '@cucumber/cucumber';
import { awaitDeparture } from '../../suite/chat/audit';
import type { Audience } from '../../suite/chat/numbered';
import { sendNumbered } from '../../suite/chat/numbered';
import { askAgain, contest, expectRefusal, newcomer } from '../../suite/chat/registration';
import { encodePrivateRequest } from '../../wire';
import type { CospWorld } from './support/world';

Given('{peers} is/are registered', async function (this: CospWorld, names: string[]) {
  for (const name of names) await this.chat.register(name);
});

Given('{peer} is registered as {text}', async function (this: CospWorld, name: string, pseudonym: Buffer) {
  await this.chat.register(name, pseudonym, this.blame('COSP-2.1-1'));
});

Given('{int} clients are registered', async function (this: CospWorld, count: number) {
  const names = Array.from({ length: count }, (_, i) => `client ${i + 1}`);
  await Promise.all(names.map((name) => this.chat.register(name)));
});

Given('{peers} has/have connected without registering', async function (this: CospWorld, names: string[]) {
  await Promise.all(names.map((name) => this.chat.connect(name)));
});

Given('{peers} has/have been refused the pseudonym of {peer}', refuse);

Given(
  '{peer} has been refused {int} time(s) the pseudonym of {peer}',
  async function (this: CospWorld, name: string, times: number, holder: string) {
    for (let i = 0; i < times; i++) await refuse.call(this, [name], holder);
  },
);

/** Asks for a pseudonym that is in use and takes the refusal. */
async function refuse(this: CospWorld, names: string[], holder: string): Promise<void> {
  for (const name of names) {
    await askAgain(this.chat, name, this.peer(holder).pseudonym);
    await expectRefusal(this.chat, this.peer(name), this.blame('COSP-2.2-1'));
  }
}

When('{peers} register(s)( one after the other)', async function (this: CospWorld, names: string[]) {
  for (const name of names) {
    await askAgain(this.chat, name, this.chat.pseudonymFor(name));
    await this.peer(name).accepted();
  }
});

When('{peers} register at once', async function (this: CospWorld, names: string[]) {
  await registerAtOnce(this, names);
});

When(
  '{peers} register(s) and at once send(s) {int} numbered message(s) {audience}',
  async function (this: CospWorld, names: string[], count: number, audience: Audience) {
    await registerAtOnce(this, names, async (name) => {
      await sendNumbered(this.chat, { senders: [this.peer(name)], count, audience });
    });
  },
);

When(
  '{peer} registers and at once asks {peer} for a private connection',
  async function (this: CospWorld, name: string, addressee: string) {
    const peer = await newcomer(this.chat, name);
    const connection = this.chat.privateConnections.add(peer, this.peer(addressee));
    const port = await this.chat.privateConnections.declare(connection, peer);
    await registerAtOnce(this, [name], async () => {
      const id = await this.chat.idOf(peer, this.peer(addressee));
      peer.send('client_request', encodePrivateRequest(port, id));
    });
  },
);

When('{peers} register and close behind the pseudonym', async function (this: CospWorld, names: string[]) {
  const peers = await Promise.all(names.map((name) => newcomer(this.chat, name)));
  for (const [i, peer] of peers.entries()) {
    peer.ask(this.chat.pseudonymFor(names[i] as string));
    peer.stopSending();
  }
  await Promise.all(peers.map((peer) => peer.connection.until(() => peer.gone || undefined)));
});

When(
  '{peer} asks for the pseudonym of {peer}',
  async function (this: CospWorld, name: string, holder: string) {
    await askAgain(this.chat, name, this.peer(holder).pseudonym);
  },
);

When(
  '{peer} asks for the pseudonym {text}',
  async function (this: CospWorld, name: string, pseudonym: Buffer) {
    await askAgain(this.chat, name, pseudonym);
  },
);

When(
  '{peer} asks for the pseudonym of {peer} as soon as {peer} is told that {peer} has left',
  async function (this: CospWorld, name: string, holder: string, witness: string, departed: string) {
    const peer = await newcomer(this.chat, name);
    await awaitDeparture(this.peer(witness), this.peer(departed));
    peer.ask(this.peer(holder).pseudonym);
  },
);

When(
  '{peers} ask for one pseudonym at the same moment, {int} time(s) over',
  async function (this: CospWorld, names: string[], rounds: number) {
    for (let round = 1; round <= rounds; round++) {
      await this.trials.run(`the ${round}. time`, () => contest(this.chat, names, round));
    }
  },
);

Then('{peers} is/are accepted', async function (this: CospWorld, names: string[]) {
  await Promise.all(this.peersOf(names).map((peer) => peer.accepted(this.blame('COSP-2.1-1'))));
});

Then('{peer} is told that the pseudonym is in use', async function (this: CospWorld, name: string) {
  await expectRefusal(this.chat, this.peer(name), this.blame('COSP-2.2-1'));
});

Then('exactly one of them is accepted each time', function (this: CospWorld) {
  this.trials.judge();
});

/** All connect first, then all ask in one turn; `then` follows in the very turn in which the acceptance comes. */
async function registerAtOnce(
  world: CospWorld,
  names: string[],
  then?: (name: string) => Promise<void>,
): Promise<void> {
  await Promise.all(names.map((name) => newcomer(world.chat, name)));
  await Promise.all(
    names.map(async (name) => {
      await askAgain(world.chat, name, world.chat.pseudonymFor(name));
      await world.peer(name).accepted(world.blame('COSP-2.1-1'));
      await then?.(name);
    }),
  );
}
