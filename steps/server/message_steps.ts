import { Then, When } from '@cucumber/cucumber';
import { expectMessage, type MessageKind } from '../../suite/chat/expect';
import { encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import { blameForMessage } from './support/blame-for-message';
import type { CospWorld } from './support/world';

When('{peer} sends {text} to everybody', function (this: CospWorld, name: string, text: Buffer) {
  this.peer(name).send('client_request', encodeBroadcastRequest(text));
});

When(
  '{peer} sends {text} to {peer}',
  async function (this: CospWorld, name: string, text: Buffer, addressee: string) {
    const peer = this.peer(name);
    const id = await this.chat.addressOf(peer, this.peer(addressee));
    peer.send('client_request', encodeDirectRequest(id, text));
  },
);

When(
  '{peer} sends texts of each size from {int} to {int} bytes to everybody',
  function (this: CospWorld, name: string, first: number, last: number) {
    for (const text of textsOfEachSize(first, last)) {
      this.peer(name).send('client_request', encodeBroadcastRequest(text));
    }
  },
);

When(
  '{peer} sends texts of each size from {int} to {int} bytes to {peer}',
  async function (this: CospWorld, name: string, first: number, last: number, addressee: string) {
    const peer = this.peer(name);
    const id = await this.chat.addressOf(peer, this.peer(addressee));
    for (const text of textsOfEachSize(first, last)) {
      peer.send('client_request', encodeDirectRequest(id, text));
    }
  },
);

Then(
  '{peers} receive(s) texts of each size from {int} to {int} bytes from {peer} as messages to everybody',
  async function (this: CospWorld, names: string[], first: number, last: number, sender: string) {
    for (const text of textsOfEachSize(first, last)) await receive(this, names, sender, 'broadcast', text);
  },
);

Then(
  '{peers} receive(s) texts of each size from {int} to {int} bytes from {peer} as messages to it alone',
  async function (this: CospWorld, names: string[], first: number, last: number, sender: string) {
    for (const text of textsOfEachSize(first, last)) await receive(this, names, sender, 'direct', text);
  },
);

Then(
  '{peers} receive(s) {text} from {peer} as a message to everybody',
  async function (this: CospWorld, names: string[], text: Buffer, sender: string) {
    await receive(this, names, sender, 'broadcast', text);
  },
);

Then(
  '{peers} receive(s) {text} from {peer} as a message to it alone',
  async function (this: CospWorld, names: string[], text: Buffer, sender: string) {
    await receive(this, names, sender, 'direct', text);
  },
);

/** One text of each size, of small letters. */
function textsOfEachSize(first: number, last: number): Buffer[] {
  return Array.from({ length: last - first + 1 }, (_, i) => Buffer.alloc(first + i, 0x61 + (i % 26)));
}

async function receive(
  world: CospWorld,
  names: string[],
  sender: string,
  kind: MessageKind,
  text: Buffer,
): Promise<void> {
  const from = world.peer(sender);
  const receivers = world.peersOf(names);
  await Promise.all(
    receivers.map((peer) => expectMessage(world.chat, peer, from, kind, text, blameForMessage(world, kind))),
  );
}
