import { Then, When } from '@cucumber/cucumber';
import { expectAbsent, expectMessage } from '../suite/chat/expect';
import { encodeBroadcastRequest, encodeDirectRequest } from '../wire';
import type { CospWorld } from './support/world';

When('{peer} sends {text} to everybody', function (this: CospWorld, name: string, text: Buffer) {
  this.peer(name).send('client_request', encodeBroadcastRequest(text));
});

When(
  '{peer} sends {text} to {peer}',
  async function (this: CospWorld, name: string, text: Buffer, addressee: string) {
    const peer = this.peer(name);
    const id = await this.chat.idOf(peer, this.peer(addressee));
    peer.send('client_request', encodeDirectRequest(id, text));
  },
);

Then(
  '{peers} receive(s) {text} from {peer} as a message to everybody',
  async function (this: CospWorld, names: string[], text: Buffer, sender: string) {
    const from = this.peer(sender);
    await Promise.all(
      this.peersOf(names).map((peer) =>
        expectMessage(this.chat, peer, from, 'broadcast', text, this.requirement),
      ),
    );
  },
);

Then(
  '{peers} receive(s) {text} from {peer} as a message to it alone',
  async function (this: CospWorld, names: string[], text: Buffer, sender: string) {
    const from = this.peer(sender);
    for (const peer of this.peersOf(names))
      await expectMessage(this.chat, peer, from, 'direct', text, this.requirement);
  },
);

Then('{peer} is told that the addressee is absent', async function (this: CospWorld, name: string) {
  await expectAbsent(this.peer(name), this.requirement);
});

Then(
  '{peer} is told {int} times that the addressee is absent',
  async function (this: CospWorld, name: string, times: number) {
    for (let i = 0; i < times; i++) await expectAbsent(this.peer(name), this.requirement);
  },
);
