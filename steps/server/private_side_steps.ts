import { Then, When } from '@cucumber/cucumber';
import type { PrivateConnection } from '../../suite/chat/private-connections';
import { Inconclusive } from '../../suite/judgement';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import type { PrivateSide } from '../../suite/peer/private-side';
import type { PrivateName } from './support/private-types';
import type { CospWorld } from './support/world';

let nonces = 0;

When(
  '{peer} (has )connect(s)(ed) for {privateConnection}',
  async function (this: CospWorld, owner: string, partner: PrivateName) {
    const connection = connectionOf(this, owner, partner);
    await this.chat.privateConnections.open(connection, this.peer(owner), this.blame('COSP-6.2-4'));
  },
);

When(
  '{peer} sends {text} on {privateConnection}',
  function (this: CospWorld, owner: string, bytes: Buffer, partner: PrivateName) {
    sideOf(this, owner, partner).send(bytes);
  },
);

When(
  '{peer} sends {text} one byte at a time on {privateConnection}',
  async function (this: CospWorld, owner: string, bytes: Buffer, partner: PrivateName) {
    const { connection } = sideOf(this, owner, partner);
    for (const byte of bytes) await connection.sendPiece(Buffer.of(byte));
  },
);

Then(
  '{peer} receives {text} on {privateConnection}',
  async function (this: CospWorld, owner: string, bytes: Buffer, partner: PrivateName) {
    await sideOf(this, owner, partner).receive(bytes, this.blame('COSP-6.2-4'));
  },
);

// The partner's next bytes are the fence: nothing may come before them.
Then(
  '{peers} receive(s) nothing on {privateConnection}',
  async function (this: CospWorld, owners: string[], partner: PrivateName) {
    for (const owner of owners) await fence(this, connectionOf(this, owner, partner), this.peer(owner));
  },
);

When(
  '{peer} closes {privateConnection}',
  async function (this: CospWorld, owner: string, partner: PrivateName) {
    const { connection } = sideOf(this, owner, partner);
    connection.close();
    await connection.sendingClosed();
  },
);

When(
  '{peer} closes its sending half of {privateConnection}',
  async function (this: CospWorld, owner: string, partner: PrivateName) {
    const { connection } = sideOf(this, owner, partner);
    connection.closeSending();
    await connection.sendingClosed();
  },
);

When('{peer} resets {privateConnection}', function (this: CospWorld, owner: string, partner: PrivateName) {
  sideOf(this, owner, partner).connection.reset();
});

When(
  '{peer} stops reading {privateConnection}',
  function (this: CospWorld, owner: string, partner: PrivateName) {
    sideOf(this, owner, partner).connection.pause();
  },
);

Then(
  '{privateConnection} ends for {peer}',
  async function (this: CospWorld, partner: PrivateName, owner: string) {
    await sideOf(this, owner, partner).ended(this.blame('COSP-6.2-8'));
  },
);

Then(
  '{privateConnection} ends for {peer} after {text}',
  async function (this: CospWorld, partner: PrivateName, owner: string, bytes: Buffer) {
    await sideOf(this, owner, partner).receive(bytes, this.blame('COSP-6.2-4'));
    await sideOf(this, owner, partner).ended(this.blame('COSP-6.2-8'));
  },
);

Then(
  '{privateConnection} ends or is reset for {peer}',
  async function (this: CospWorld, partner: PrivateName, owner: string) {
    await sideOf(this, owner, partner).over(this.blame('COSP-6.2-8'));
  },
);

// A server that ends the chat connection of a client may end its private connections with it (COSP-6.2-13).
Then(
  '{privateConnection} goes on for {peer} if its chat does',
  async function (this: CospWorld, partner: PrivateName, owner: string) {
    const connection = connectionOf(this, owner, partner);
    if (this.peer(owner).gone) return;
    for (const peer of [connection.requester, connection.addressee]) await fence(this, connection, peer);
  },
);

// A server cannot tell a waiting side from one that never comes: how long it waits is its own affair.
Then(
  '{privateConnection} ends for {peer} after a while',
  async function (this: CospWorld, partner: PrivateName, owner: string) {
    const side = sideOf(this, owner, partner);
    const { patience, timeout } = this.parameters;
    const limit = Math.max(patience, timeout);
    if (await side.connection.until(() => side.gone || undefined, limit)) return;
    throw new Inconclusive(
      `a side that never connects was not given up within ${limit / 1000} s; --patience allows more`,
    );
  },
);

/** The next bytes that come to `owner` must be those that its partner sends now. */
async function fence(world: CospWorld, connection: PrivateConnection, owner: ChatPeer): Promise<void> {
  const nonce = Buffer.from(`fence ${++nonces}`);
  connection.side(connection.partnerOf(owner)).send(nonce);
  await connection.side(owner).receive(nonce, world.blame('COSP-6.2-4'));
}

/** The private connection that the scenario calls so, seen from one of its two clients. */
export function connectionOf(world: CospWorld, owner: string, name: PrivateName): PrivateConnection {
  const { partner, ordinal } = name;
  return world.chat.privateConnections.between(world.peer(owner), world.peer(partner), ordinal);
}

/** The connection that a client has opened for its private connection with another. */
export function sideOf(world: CospWorld, owner: string, partner: PrivateName): PrivateSide {
  return connectionOf(world, owner, partner).side(world.peer(owner));
}
