import { Then, When } from '@cucumber/cucumber';
import type { PrivateConnection } from '../../suite/chat/private-connections';
import { Inconclusive } from '../../suite/judgement';
import type { PrivateSide } from '../../suite/peer/private-side';
import type { CospWorld } from './support/world';

let nonces = 0;

When(
  '{peer} (has )connect(s)(ed) for {privateConnection}',
  async function (this: CospWorld, owner: string, partner: string) {
    const connection = connectionOf(this, owner, partner);
    await this.chat.privateConnections.open(connection, this.peer(owner), this.blame('COSP-6.2-4'));
  },
);

When(
  '{peer} sends {text} on {privateConnection}',
  function (this: CospWorld, owner: string, bytes: Buffer, partner: string) {
    sideOf(this, owner, partner).send(bytes);
  },
);

When(
  '{peer} sends {text} one byte at a time on {privateConnection}',
  async function (this: CospWorld, owner: string, bytes: Buffer, partner: string) {
    const { connection } = sideOf(this, owner, partner);
    for (const byte of bytes) await connection.sendPiece(Buffer.of(byte));
  },
);

Then(
  '{peer} receives {text} on {privateConnection}',
  async function (this: CospWorld, owner: string, bytes: Buffer, partner: string) {
    await sideOf(this, owner, partner).receive(bytes, this.blame('COSP-6.2-4'));
  },
);

// The partner's next bytes are the fence: nothing may come before them.
Then(
  '{peers} receive(s) nothing on {privateConnection}',
  async function (this: CospWorld, owners: string[], partner: string) {
    for (const owner of owners) {
      const nonce = Buffer.from(`fence ${++nonces}`);
      const connection = connectionOf(this, owner, partner);
      connection.side(connection.partnerOf(this.peer(owner))).send(nonce);
      await connection.side(this.peer(owner)).receive(nonce, this.blame('COSP-6.2-4'));
    }
  },
);

When('{peer} closes {privateConnection}', async function (this: CospWorld, owner: string, partner: string) {
  const { connection } = sideOf(this, owner, partner);
  connection.close();
  await connection.sendingClosed();
});

When(
  '{peer} closes its sending half of {privateConnection}',
  async function (this: CospWorld, owner: string, partner: string) {
    const { connection } = sideOf(this, owner, partner);
    connection.closeSending();
    await connection.sendingClosed();
  },
);

When('{peer} stops reading {privateConnection}', function (this: CospWorld, owner: string, partner: string) {
  sideOf(this, owner, partner).connection.pause();
});

Then('{privateConnection} ends for {peer}', async function (this: CospWorld, partner: string, owner: string) {
  await sideOf(this, owner, partner).ended(this.blame('COSP-6.2-8'));
});

Then(
  '{privateConnection} ends for {peer} after {text}',
  async function (this: CospWorld, partner: string, owner: string, bytes: Buffer) {
    await sideOf(this, owner, partner).receive(bytes, this.blame('COSP-6.2-4'));
    await sideOf(this, owner, partner).ended(this.blame('COSP-6.2-8'));
  },
);

// A server cannot tell a waiting side from one that never comes: how long it waits is its own affair.
Then(
  '{privateConnection} ends for {peer} after a while',
  async function (this: CospWorld, partner: string, owner: string) {
    const side = sideOf(this, owner, partner);
    const { patience, timeout } = this.parameters;
    const limit = Math.max(patience, timeout);
    if (await side.connection.until(() => side.gone || undefined, limit)) return;
    throw new Inconclusive(
      `a side that never connects was not given up within ${limit / 1000} s; --patience allows more`,
    );
  },
);

/** The private connection that the scenario calls so, seen from one of its two clients. */
export function connectionOf(world: CospWorld, owner: string, partner: string): PrivateConnection {
  return world.chat.privateConnections.between(world.peer(owner), world.peer(partner));
}

/** The connection that a client has opened for its private connection with another. */
export function sideOf(world: CospWorld, owner: string, partner: string): PrivateSide {
  return connectionOf(world, owner, partner).side(world.peer(owner));
}
