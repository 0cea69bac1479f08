import { Given, Then, When } from '@cucumber/cucumber';
import { Violation } from '../suite/judgement';
import type { ChatPeer } from '../suite/peer/chat-peer';
import type { CospWorld } from './support/world';

Given('{peers} is/are registered', async function (this: CospWorld, names: string[]) {
  for (const name of names) await this.chat.register(name);
});

Given('{peer} is registered as {text}', async function (this: CospWorld, name: string, pseudonym: Buffer) {
  await this.chat.register(name, pseudonym);
});

Given('{int} clients are registered', async function (this: CospWorld, count: number) {
  await registerCrowd(this, count);
});

Given('{peers} has/have connected without registering', async function (this: CospWorld, names: string[]) {
  for (const name of names) await this.chat.connect(name);
});

Given(
  '{peer} has been refused the pseudonym of {peer}',
  async function (this: CospWorld, name: string, holder: string) {
    const peer = await newcomer(this, name);
    peer.ask(this.peer(holder).pseudonym);
    await refused(peer, 'COSP-2.2-1');
  },
);

When('{peer} registers', async function (this: CospWorld, name: string) {
  await askOnOpenConnection(this, name, this.chat.pseudonymFor(name));
  await this.peer(name).accepted();
});

When(
  '{peer} asks for the pseudonym of {peer}',
  async function (this: CospWorld, name: string, holder: string) {
    await askOnOpenConnection(this, name, this.peer(holder).pseudonym);
  },
);

When(
  '{peer} asks for the pseudonym {text}',
  async function (this: CospWorld, name: string, pseudonym: Buffer) {
    await askOnOpenConnection(this, name, pseudonym);
  },
);

When(
  '{peers} ask for the pseudonym {text} at once',
  async function (this: CospWorld, names: string[], pseudonym: Buffer) {
    const peers = await Promise.all(names.map((name) => newcomer(this, name)));
    for (const peer of peers) peer.ask(pseudonym);
  },
);

Then('{peer} is accepted', async function (this: CospWorld, name: string) {
  await this.peer(name).accepted(this.requirement);
});

Then('{peer} is told that the pseudonym is in use', async function (this: CospWorld, name: string) {
  await refused(this.peer(name));
});

Then('exactly one of {peers} is accepted', async function (this: CospWorld, names: string[]) {
  const peers = this.peersOf(names);
  const answers = peers.map((peer) =>
    peer.until(() => (peer.view || peer.refusals > 0 ? true : undefined), 'connection code 0 or -1'),
  );
  await Promise.all(answers);
  const accepted = peers.filter((peer) => peer.registered);
  if (accepted.length !== 1) {
    throw new Violation(`${accepted.length} of ${peers.length} clients were accepted under one pseudonym`, {
      expected: 'exactly one acceptance',
      actual: accepted.map(({ name }) => name).join(', ') || 'none',
    });
  }
  for (const peer of peers) peer.refusals = 0;
});

/** The peer of that name, connected if it is not yet there, or again where the server has hung up. */
export async function newcomer(world: CospWorld, name: string): Promise<ChatPeer> {
  const known = world.chat.peers.get(name);
  return known && !known.gone && !known.leaving ? known : world.chat.connect(name);
}

/**
 * Asks on the peer's connection. After a refusal a server may close it (COSP-2.2-9): then on a new one.
 */
async function askOnOpenConnection(world: CospWorld, name: string, pseudonym: Buffer): Promise<void> {
  const peer = await newcomer(world, name);
  const wasRefused = peer.hasSent && !peer.registered;
  peer.ask(pseudonym);
  if (!wasRefused) return;
  await peer.connection.until(() =>
    peer.gone || peer.problem || peer.view || peer.refusals > 0 ? true : undefined,
  );
  if (peer.gone && !peer.view && peer.refusals === 0) (await world.chat.connect(name)).ask(pseudonym);
}

/** Waits for -1 and takes it. */
export async function refused(peer: ChatPeer, blames?: string): Promise<void> {
  await peer.until(
    () => {
      if (peer.view)
        throw new Violation(`"${peer.name}" was accepted under a pseudonym that is in use`, {
          blames,
          peer: peer.name,
        });
      return peer.refusals > 0 ? true : undefined;
    },
    'connection code -1 (pseudonym in use)',
    blames,
  );
  peer.refusals--;
}

/** Registers `count` clients at once: "client 1", "client 2" and so on. */
export async function registerCrowd(world: CospWorld, count: number, prefix = 'client'): Promise<ChatPeer[]> {
  const names = Array.from({ length: count }, (_, i) => `${prefix} ${i + 1}`);
  return Promise.all(names.map((name) => world.chat.register(name)));
}
