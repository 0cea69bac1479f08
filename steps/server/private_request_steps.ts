import { Then, When } from '@cucumber/cucumber';
import { checkNoCallers } from '../../suite/chat/private-audit';
import { expectPrivate } from '../../suite/chat/private-expect';
import { accept, ask, privateRequest, refuse } from '../../suite/chat/private-handshake';
import type { CospWorld } from './support/world';

When(
  '{peers} ask(s) {peers} for a private connection',
  async function (this: CospWorld, requesters: string[], addressees: string[]) {
    for (const requester of this.peersOf(requesters)) {
      for (const addressee of this.peersOf(addressees)) await ask(this.chat, requester, addressee);
    }
  },
);

When(
  '{peer} asks {peer} for a private connection from port {int}',
  async function (this: CospWorld, requester: string, addressee: string, port: number) {
    await ask(this.chat, this.peer(requester), this.peer(addressee), { port });
  },
);

When(
  '{peer} asks {peer} for a private connection from the same port again',
  async function (this: CospWorld, requester: string, addressee: string) {
    const [from, to] = [this.peer(requester), this.peer(addressee)];
    const before = this.chat.privateConnections.between(from, to);
    await ask(this.chat, from, to, await this.chat.privateConnections.reuse(before, from));
  },
);

When(
  '{peer} asks {peer} {int} times for a private connection',
  async function (this: CospWorld, requester: string, addressee: string, times: number) {
    for (let i = 0; i < times; i++) await ask(this.chat, this.peer(requester), this.peer(addressee));
  },
);

When(
  '{peer} asks {peers} for a private connection in one piece',
  async function (this: CospWorld, requester: string, addressees: string[]) {
    const from = this.peer(requester);
    const requests: Buffer[] = [];
    for (const to of this.peersOf(addressees)) requests.push(await privateRequest(this.chat, from, to));
    await from.sendPiece(Buffer.concat(requests), `${requests.length} private requests`);
  },
);

When(
  '{peer} accepts the private connection of {peers}',
  async function (this: CospWorld, accepter: string, requesters: string[]) {
    for (const requester of this.peersOf(requesters)) await accept(this.chat, this.peer(accepter), requester);
  },
);

When(
  '{peer} accepts the private connection of {peer} from port {int}',
  async function (this: CospWorld, accepter: string, requester: string, port: number) {
    await accept(this.chat, this.peer(accepter), this.peer(requester), { port });
  },
);

When(
  '{peer} refuses the private connection of {peer}',
  async function (this: CospWorld, refuser: string, requester: string) {
    await refuse(this.chat, this.peer(refuser), this.peer(requester));
  },
);

Then(
  '{peer} is asked by {peers} for a private connection',
  async function (this: CospWorld, addressee: string, requesters: string[]) {
    const others = this.peersOf(requesters);
    await expectPrivate(this.chat, this.peer(addressee), 'requested', others, this.blame('COSP-6-2'));
  },
);

Then(
  '{peer} is told that {peers} has/have accepted the private connection',
  async function (this: CospWorld, requester: string, accepters: string[]) {
    const others = this.peersOf(accepters);
    await expectPrivate(this.chat, this.peer(requester), 'accepted', others, this.blame('COSP-6.2-2'));
  },
);

Then(
  '{peer} is told that its acceptance of {peers} has arrived',
  async function (this: CospWorld, accepter: string, requesters: string[]) {
    const others = this.peersOf(requesters);
    await expectPrivate(this.chat, this.peer(accepter), 'established', others, this.blame('COSP-6.2-2'));
  },
);

Then(
  '{peer} is told that {peers} has/have refused the private connection',
  async function (this: CospWorld, requester: string, refusers: string[]) {
    const others = this.peersOf(refusers);
    await expectPrivate(this.chat, this.peer(requester), 'refused', others, this.blame('COSP-6.3-2'));
  },
);

Then('nobody has connected to a declared port', async function (this: CospWorld) {
  await this.chat.settle();
  checkNoCallers(this.chat);
});
