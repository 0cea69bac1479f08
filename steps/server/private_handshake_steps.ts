import { Given, Then } from '@cucumber/cucumber';
import { expectPrivate } from '../../suite/chat/private-expect';
import {
  accept,
  agree,
  askAndTell,
  establish,
  type HandshakeOptions,
  refuseAndTell,
} from '../../suite/chat/private-handshake';
import type { CospWorld } from './support/world';

Given(
  '{peers} has/have asked {peers} for a private connection',
  async function (this: CospWorld, requesters: string[], addressees: string[]) {
    for (const requester of this.peersOf(requesters)) {
      for (const addressee of this.peersOf(addressees))
        await askAndTell(this.chat, requester, addressee, blaming(this));
    }
  },
);

Given(
  '{peer} and {peer} have agreed on a private connection',
  async function (this: CospWorld, requester: string, accepter: string) {
    await agree(this.chat, this.peer(requester), this.peer(accepter), blaming(this));
  },
);

Given(
  '{peer} has been refused a private connection by {peer}',
  async function (this: CospWorld, requester: string, refuser: string) {
    await askAndTell(this.chat, this.peer(requester), this.peer(refuser), blaming(this));
    await refuseAndTell(this.chat, this.peer(refuser), this.peer(requester), blaming(this));
  },
);

Given(
  '{peer} and {peer} (can )have a(nother) private connection',
  async function (this: CospWorld, requester: string, accepter: string) {
    await establish(this.chat, this.peer(requester), this.peer(accepter), blaming(this));
  },
);

Given(
  '{peer} has private connections with {peers}',
  async function (this: CospWorld, requester: string, accepters: string[]) {
    for (const accepter of this.peersOf(accepters))
      await establish(this.chat, this.peer(requester), accepter, blaming(this));
  },
);

Given(
  '{peer} and {peer} have had a private connection, which {peer} has closed',
  async function (this: CospWorld, requester: string, accepter: string, closer: string) {
    const connection = await establish(this.chat, this.peer(requester), this.peer(accepter), blaming(this));
    const other = connection.side(connection.partnerOf(this.peer(closer)));
    connection.side(this.peer(closer)).connection.close();
    await other.ended(this.blame('COSP-6.2-8'));
    other.connection.close();
    await other.connection.closed();
    // Lets the server go round once, so that it has seen both ends.
    await this.chat.fence(this.peer(requester), this.peer(accepter));
  },
);

Then(
  '{peer} can accept the private connection of {peer}',
  async function (this: CospWorld, accepter: string, requester: string) {
    const [from, to] = [this.peer(accepter), this.peer(requester)];
    await accept(this.chat, from, to);
    await expectPrivate(this.chat, to, 'accepted', [from], this.requirement);
    await expectPrivate(this.chat, from, 'established', [to], this.requirement);
  },
);

/** In a handshake, too, the scenario's own requirement is blamed where it builds on the one that is broken. */
export function blaming(world: CospWorld): HandshakeOptions {
  return { blame: (base) => world.blame(base) };
}
