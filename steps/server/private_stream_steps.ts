import { Given, Then, When } from '@cucumber/cucumber';
import { goRound } from '../../suite/chat/pieces';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import { connectionOf, sideOf } from './private_side_steps';
import type { PrivateName } from './support/private-types';
import type { CospWorld } from './support/world';

/** A stream of which nothing more has gone while the server went round so often in the chat has come to a stop. */
const ROUNDS = 25;

/** What lies ready for the server is taken in the first round, and what it leads to is done in the second. */
When('the server has gone round', async function (this: CospWorld) {
  await goRound(this.chat);
  await goRound(this.chat);
});

// A stream is sent in the background: how far it gets before somebody reads is the server's affair.
When(
  '{peer} sends {size} on {privateConnection}',
  function (this: CospWorld, owner: string, length: number, partner: PrivateName) {
    void connectionOf(this, owner, partner).stream(this.peer(owner), length);
  },
);

When(
  '{peer} sends {size} on {privateConnection}, as far as the server takes it',
  async function (this: CospWorld, owner: string, length: number, partner: PrivateName) {
    const { connection } = sideOf(this, owner, partner);
    void connectionOf(this, owner, partner).stream(this.peer(owner), length);
    for (let before = -1; before !== connection.taken; ) {
      before = connection.taken;
      for (let round = 0; round < ROUNDS; round++) await goRound(this.chat);
    }
  },
);

When(
  '{peer} sends {size} on {privateConnection} and closes it at once',
  function (this: CospWorld, owner: string, length: number, partner: PrivateName) {
    const side = sideOf(this, owner, partner);
    const sent = connectionOf(this, owner, partner).stream(this.peer(owner), length);
    void sent.then(() => side.connection.close());
  },
);

When(
  '{peer} and (each of ){peers} send each other {size} on their private connection(s)',
  function (this: CospWorld, name: string, others: string[], length: number) {
    sendEachOther(this, this.peer(name), this.peersOf(others), length);
  },
);

Given(
  '{peer} and {peer} have sent each other {size} on their private connection',
  async function (this: CospWorld, name: string, other: string, length: number) {
    sendEachOther(this, this.peer(name), [this.peer(other)], length);
    await receiveFromEachOther(this, this.peer(name), [this.peer(other)]);
  },
);

Then(
  '{peer} receives all of it on {privateConnection}',
  async function (this: CospWorld, owner: string, partner: PrivateName) {
    await sideOf(this, owner, partner).receiveStream(this.blame('COSP-6.2-4'));
  },
);

Then(
  '{peer} receives all of it on {privateConnection} once it reads again',
  async function (this: CospWorld, owner: string, partner: PrivateName) {
    const side = sideOf(this, owner, partner);
    side.connection.resume();
    await side.receiveStream(this.blame('COSP-6.2-4'));
  },
);

Then(
  '{peer} and (each of ){peers} receive all of it on their private connection(s)',
  async function (this: CospWorld, name: string, others: string[]) {
    await receiveFromEachOther(this, this.peer(name), this.peersOf(others));
  },
);

Then(
  '{peer} and {peer} can connect and send each other {size}',
  async function (this: CospWorld, one: string, other: string, length: number) {
    const peers = [this.peer(one), this.peer(other)] as const;
    const { privateConnections } = this.chat;
    const connection = privateConnections.between(...peers);
    for (const peer of peers) await privateConnections.open(connection, peer, this.requirement);
    sendEachOther(this, peers[0], [peers[1]], length);
    await receiveFromEachOther(this, peers[0], [peers[1]]);
  },
);

function sendEachOther(world: CospWorld, peer: ChatPeer, others: ChatPeer[], length: number): void {
  for (const other of others) {
    const connection = world.chat.privateConnections.between(peer, other);
    void connection.stream(peer, length);
    void connection.stream(other, length);
  }
}

async function receiveFromEachOther(world: CospWorld, peer: ChatPeer, others: ChatPeer[]): Promise<void> {
  const connections = others.map((other) => world.chat.privateConnections.between(peer, other));
  const sides = connections.flatMap((connection) => [...connection.sides.values()]);
  await Promise.all(sides.map((side) => side.receiveStream(world.blame('COSP-6.2-4'))));
}
