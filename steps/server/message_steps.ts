import { defineParameterType, Then, When } from '@cucumber/cucumber';
import { expectAbsent, expectMessage, type MessageKind } from '../../suite/chat/expect';
import {
  type Audience,
  expectNumbered,
  type Series,
  sendNumbered,
  sendNumberedTogether,
  takeSomeNumbered,
} from '../../suite/chat/numbered';
import type { Received } from '../../suite/peer/received';
import { encodeBroadcastRequest, encodeDirectRequest, ResponseCode } from '../../wire';
import type { CospWorld } from './support/world';

/** The requirements that say when response -1 is due: for a message, a private request and an acceptance. */
const ABSENT = ['COSP-5.2-1', 'COSP-6.1-1', 'COSP-6.2-3'] as const;

/** Whom a series is for: `to everybody`, `to "bob"`, `to everybody and to "bob" in turn`, `to each other`. */
defineParameterType({
  name: 'audience',
  regexp: /to everybody|to "[^"]*"|to everybody and to "[^"]*" in turn|to each other/,
  transformer: (text: string): Audience => ({
    everybody: text.startsWith('to everybody'),
    one: /"([^"]*)"/.exec(text)?.[1],
  }),
  useForSnippets: false,
});

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
  '{peer} sends {text} to an identifier that nobody has, such as {int}',
  async function (this: CospWorld, name: string, text: Buffer, identifier: number) {
    const id = await unusedIdentifier(this, name, identifier);
    this.peer(name).send('client_request', encodeDirectRequest(id, text));
  },
);

When(
  '{peer} sends {text} to an identifier that nobody has, {int} from that of {peer}',
  async function (this: CospWorld, name: string, text: Buffer, distance: number, near: string) {
    const wanted = (await this.chat.idOf(this.peer(name), this.peer(near))) + distance;
    const id = await unusedIdentifier(this, name, asShort(wanted));
    this.peer(name).send('client_request', encodeDirectRequest(id, text));
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

When(
  '{peers} send(s) {int} (more )numbered message(s) {audience}',
  async function (this: CospWorld, names: string[], count: number, audience: Audience) {
    await sendNumbered(this.chat, { senders: this.peersOf(names), count, audience });
  },
);

When(
  '{peer} sends {int} numbered messages {audience} in one piece',
  async function (this: CospWorld, name: string, count: number, audience: Audience) {
    await sendNumberedTogether(this.chat, this.peer(name), count, audience);
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

Then(
  '{peers} receive(s) the {int} numbered message(s) of {peers} {audience}',
  async function (this: CospWorld, names: string[], count: number, senders: string[], audience: Audience) {
    const series: Series = { senders: this.peersOf(senders), count, audience };
    const receivers = this.peersOf(names);
    await Promise.all(
      receivers.map((peer) => expectNumbered(this.chat, peer, series, (kind) => blameFor(this, kind))),
    );
  },
);

Then(
  '{peers} receive(s) some of the {int} numbered messages of {peers} {audience}',
  async function (this: CospWorld, names: string[], count: number, senders: string[], audience: Audience) {
    const series: Series = { senders: this.peersOf(senders), count, audience };
    await this.chat.settle();
    for (const peer of this.peersOf(names)) await takeSomeNumbered(this.chat, peer, series);
  },
);

Then('{peer} is told that the addressee is absent', async function (this: CospWorld, name: string) {
  await expectAbsent(this.peer(name), this.blame(...ABSENT));
});

Then(
  '{peer} is told {int} times that the addressee is absent',
  async function (this: CospWorld, name: string, times: number) {
    for (let i = 0; i < times; i++) await expectAbsent(this.peer(name), this.blame(...ABSENT));
  },
);

// Whether a message that meets its addressee's departure is answered depends on which of the two was first.
Then(
  '{peer} is told at most {int} time(s) that the addressee is absent',
  async function (this: CospWorld, name: string, times: number) {
    const peer = this.peer(name);
    await this.chat.settle();
    for (let i = 0; i < times && peer.inbox.some(isAbsence); i++) {
      await expectAbsent(peer, this.blame('COSP-5.2-1'));
    }
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
    receivers.map((peer) => expectMessage(world.chat, peer, from, kind, text, blameFor(world, kind))),
  );
}

function blameFor(world: CospWorld, kind: MessageKind): string {
  return world.blame(kind === 'broadcast' ? 'COSP-4-2' : 'COSP-5.1-1');
}

/** The wanted identifier, or one near it if somebody has that one: not the sender, nor anybody in its roster. */
export async function unusedIdentifier(world: CospWorld, name: string, wanted: number): Promise<number> {
  const sender = world.peer(name);
  const own = await world.chat.idOf(sender, sender);
  const step = wanted > 0 ? -1 : 1;
  let id = wanted;
  while (id === own || sender.view?.pseudonymOf(id) !== undefined) id += step;
  return id;
}

/** The identifier that a SHORT makes of a number. */
function asShort(number: number): number {
  return (number << 16) >> 16;
}

function isAbsence(frame: Received): boolean {
  return frame.code === ResponseCode.ABSENT;
}
