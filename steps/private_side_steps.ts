import { Then, When } from '@cucumber/cucumber';
import type { PrivateConnection } from '../suite/chat/private-connections';
import { Inconclusive } from '../suite/judgement';
import type { PrivateSide } from '../suite/peer/private-side';
import type { PrivateConnectionName } from './support/private-types';
import type { CospWorld } from './support/world';

let nonces = 0;

When(
  '{peer} (has )connect(s)(ed) for {privateConnection}',
  async function (this: CospWorld, owner: string, name: PrivateConnectionName) {
    const connection = connectionOf(this, owner, name);
    await this.chat.privateConnections.open(connection, this.peer(owner), this.blame('COSP-6.2-4'));
  },
);

When(
  '{peer} sends {text} on {privateConnection}',
  function (this: CospWorld, owner: string, bytes: Buffer, name: PrivateConnectionName) {
    sideOf(this, owner, name).send(bytes);
  },
);

When(
  '{peer} sends {text} one byte at a time on {privateConnection}',
  async function (this: CospWorld, owner: string, bytes: Buffer, name: PrivateConnectionName) {
    const { connection } = sideOf(this, owner, name);
    for (const byte of bytes) await connection.sendPiece(Buffer.of(byte));
  },
);

Then(
  '{peer} receives {text} on {privateConnection}',
  async function (this: CospWorld, owner: string, bytes: Buffer, name: PrivateConnectionName) {
    await sideOf(this, owner, name).receive(bytes, this.blame('COSP-6.2-4'));
  },
);

// The partner's next bytes are the fence: nothing may come before them.
Then(
  '{peers} receive(s) nothing on {privateConnection}',
  async function (this: CospWorld, owners: string[], name: PrivateConnectionName) {
    for (const owner of owners) {
      const nonce = Buffer.from(`fence ${++nonces}`);
      const connection = connectionOf(this, owner, name);
      connection.side(connection.partnerOf(this.peer(owner))).send(nonce);
      await connection.side(this.peer(owner)).receive(nonce, this.blame('COSP-6.2-4'));
    }
  },
);

When(
  '{peer} closes {privateConnection}',
  async function (this: CospWorld, owner: string, name: PrivateConnectionName) {
    const { connection } = sideOf(this, owner, name);
    connection.close();
    await connection.sendingClosed();
  },
);

When(
  '{peer} closes its sending half of {privateConnection}',
  async function (this: CospWorld, owner: string, name: PrivateConnectionName) {
    const { connection } = sideOf(this, owner, name);
    connection.closeSending();
    await connection.sendingClosed();
  },
);

When(
  '{peer} stops reading {privateConnection}',
  function (this: CospWorld, owner: string, name: PrivateConnectionName) {
    sideOf(this, owner, name).connection.pause();
  },
);

Then(
  '{privateConnection} ends for {peer}',
  async function (this: CospWorld, name: PrivateConnectionName, owner: string) {
    await sideOf(this, owner, name).ended(this.blame('COSP-6.2-8'));
  },
);

Then(
  '{privateConnection} ends for {peer} after {text}',
  async function (this: CospWorld, name: PrivateConnectionName, owner: string, bytes: Buffer) {
    await sideOf(this, owner, name).receive(bytes, this.blame('COSP-6.2-4'));
    await sideOf(this, owner, name).ended(this.blame('COSP-6.2-8'));
  },
);

// A server cannot tell a waiting side from one that never comes: how long it waits is its own affair.
Then(
  '{privateConnection} ends for {peer} after a while',
  async function (this: CospWorld, name: PrivateConnectionName, owner: string) {
    const side = sideOf(this, owner, name);
    const { patience, timeout } = this.parameters;
    const limit = Math.max(patience, timeout);
    if (await side.connection.until(() => side.gone || undefined, limit)) return;
    throw new Inconclusive(
      `a side that never connects was not given up within ${limit / 1000} s; --patience allows more`,
    );
  },
);

/** The private connection that the scenario calls so, seen from one of its two clients. */
export function connectionOf(
  world: CospWorld,
  owner: string,
  { partner, ordinal }: PrivateConnectionName,
): PrivateConnection {
  return world.chat.privateConnections.between(world.peer(owner), world.peer(partner), ordinal);
}

/** The connection that a client has opened for its private connection with another. */
export function sideOf(world: CospWorld, owner: string, name: PrivateConnectionName): PrivateSide {
  return connectionOf(world, owner, name).side(world.peer(owner));
}
