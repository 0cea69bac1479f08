import { Then, When } from '@cucumber/cucumber';
import { Crowd } from '../../suite/chat/crowd';
import { expectFrame, expectMessage } from '../../suite/chat/expect';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import type { CrowdMember } from '../../suite/peer/crowd-member';
import { encodeBroadcastRequest, encodeDirectRequest, encodeDirectResponse, ResponseCode } from '../../wire';
import type { CospWorld } from './support/world';

When('{int} more clients register', async function (this: CospWorld, count: number) {
  const crowd = new Crowd(this.chat, this.requirement);
  this.chat.crowds.push(crowd);
  await crowd.gather(count);
});

Then('all clients have been told of each other', async function (this: CospWorld) {
  const crowd = crowdOf(this);
  const others = crowd.members.length + this.chat.present().length - 1;
  const { shared } = this.chat.context;
  const isTold = (told: number): boolean => (shared ? told >= others : told === others);
  await crowd.all((member) => isTold(member.others), `list and announcements of ${others} others`);
  for (const peer of this.chat.present()) {
    for (const member of crowd.members) await crowd.idOf(peer, member);
  }
});

Then(
  'a message from {peer} to everybody reaches all clients',
  async function (this: CospWorld, name: string) {
    const sender = this.peer(name);
    const text = Buffer.from(`from ${name} to all`);
    sender.send('client_request', encodeBroadcastRequest(text));
    this.chat.flush();
    await crowdOf(this).all(
      ({ inbox }) => inbox.some((frame) => frame.code === ResponseCode.BROADCAST && frame.text?.equals(text)),
      `response 2 from "${name}"`,
    );
    for (const peer of this.chat.present()) {
      if (peer !== sender) await expectMessage(this.chat, peer, sender, 'broadcast', text, this.requirement);
    }
  },
);

Then('a message from each client to {peer} reaches it', async function (this: CospWorld, name: string) {
  const crowd = crowdOf(this);
  const peer = this.peer(name);
  const textOf = (member: CrowdMember): Buffer => Buffer.from(`from ${member.name}`);
  await crowd.writeTo(peer, textOf);
  for (const member of crowd.members) await expectDirect(this, member, peer, textOf(member));
});

Then(
  'messages between {peer} and each of the clients arrive',
  async function (this: CospWorld, name: string) {
    const crowd = crowdOf(this);
    const peer = this.peer(name);
    await crowd.writeTo(peer, (member) => Buffer.from(`from ${member.name}`));
    // One after the other, so that no two come together (COSP-1-6).
    for (const member of crowd.members) {
      const id = await crowd.idOf(peer, member);
      const text = Buffer.from(`to ${member.name}`);
      peer.send('client_request', encodeDirectRequest(id, text));
      this.chat.flush();
      await crowd.all(
        (other) => other !== member || other.inbox.some((frame) => frame.text?.equals(text)),
        `response 3 from "${name}" at identifier ${id}`,
      );
    }
    for (const member of crowd.members) {
      await expectDirect(this, member, peer, Buffer.from(`from ${member.name}`));
    }
  },
);

async function expectDirect(world: CospWorld, from: CrowdMember, to: ChatPeer, text: Buffer): Promise<void> {
  const id = await crowdOf(world).idOf(to, from);
  await expectFrame(
    world.chat,
    to,
    (frame) => frame.code === ResponseCode.DIRECT && frame.id === id,
    encodeDirectResponse(id, text),
    `response 3 from "${from.name}"`,
    world.requirement,
  );
}

function crowdOf(world: CospWorld): Crowd {
  const crowd = world.chat.crowds.findLast((each) => each instanceof Crowd);
  if (!crowd) throw new Error('the scenario has no crowd');
  return crowd;
}
