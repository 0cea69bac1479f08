import { Given, Then, When } from '@cucumber/cucumber';
import { expectBacklog, expectBacklogBeforeDeparture } from '../../suite/chat/backlog';
import { expectMessage } from '../../suite/chat/expect';
import { Flood } from '../../suite/chat/flood';
import { newcomer } from '../../suite/chat/registration';
import { expectMessages } from '../../suite/chat/service';
import { Violation } from '../../suite/judgement';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import { encodeBroadcastRequest, encodeDirectRequest, ResponseCode } from '../../wire';
import type { WireBytes } from '../shared/parameter-types';
import { onTheWire } from './bytes_steps';
import type { CospWorld } from './support/world';

Given('{peers} has/have stopped reading', function (this: CospWorld, names: string[]) {
  for (const peer of this.peersOf(names)) peer.setDeaf(true);
});

When(
  '{peer} sends {size} to everybody, no faster than {peer} reads',
  async function (this: CospWorld, name: string, size: number, reader: string) {
    this.flood = new Flood(this.peer(name), size);
    await this.flood.run(this.chat, encodeBroadcastRequest, { reader: this.peer(reader) });
  },
);

/** Ends when the addressee has left: past their bound, servers drop who does not read. */
When(
  '{peer} sends {size} to {peer}, as far as the server takes it',
  async function (this: CospWorld, name: string, size: number, to: string) {
    const sender = this.peer(name);
    const { key } = this.peer(to);
    const id = await this.chat.idOf(sender, this.peer(to));
    this.flood = new Flood(sender, size);
    const goesOn = (): boolean => sender.view?.idOf(key) !== undefined;
    const third = this.chat.present().find((peer) => peer !== sender && !peer.deaf);
    const whenStalled = async (): Promise<void> => third && this.chat.fenceOrEnd(third, sender);
    await this.flood.run(this.chat, (text) => encodeDirectRequest(id, text), { goesOn, whenStalled });
  },
);

When(
  '{peer} sends {bytes} byte by byte, while {peers} write to each other',
  async function (this: CospWorld, name: string, notation: WireBytes, names: string[]) {
    const peer = await newcomer(this.chat, name);
    const bytes = await onTheWire(this, peer, notation);
    peer.uncertain = true;
    for (const [i, byte] of bytes.entries()) {
      await peer.sendPiece(Buffer.from([byte]), `byte ${i + 1} of ${bytes.length}`);
      await this.trials.run(`after byte ${i + 1}`, () =>
        expectMessages(this.chat, this.peersOf(names), `byte ${i + 1}`, this.requirement),
      );
      if (this.trials.failed) return;
    }
  },
);

Then('nobody is held up', function (this: CospWorld) {
  this.trials.judge();
});

Then('{peers} receive(s) all of it', async function (this: CospWorld, names: string[]) {
  const flood = floodOf(this);
  await Promise.all(
    this.peersOf(names).map(async (peer) => {
      for (let number = 1; number <= flood.count; number++) {
        const text = flood.text(number);
        await expectMessage(this.chat, peer, flood.sender, 'broadcast', text, this.requirement);
      }
    }),
  );
});

/** A server may have dropped the addressee, which does not read. */
When(
  '{peer} sends {text} to {peer}, if it is still there',
  function (this: CospWorld, name: string, text: Buffer, to: string) {
    const sender = this.peer(name);
    const id = sender.view?.idOf(this.peer(to).key);
    if (id !== undefined) sender.send('client_request', encodeDirectRequest(id, text));
  },
);

/** What else comes behind it is for other steps, unless the server has ended the connection: it may. */
Then(
  '{peer} receives all of it once it reads again, if it is still there',
  async function (this: CospWorld, name: string) {
    await expectBacklog(this.chat, this.peer(name), floodOf(this), this.requirement);
  },
);

Then(
  '{peer} receives all of it once it reads again, and then {text} as a message to it alone, if it is still there',
  async function (this: CospWorld, name: string, text: Buffer) {
    const [reader, flood] = [this.peer(name), floodOf(this)];
    if (await expectBacklog(this.chat, reader, flood, this.requirement, 1))
      await expectMessage(this.chat, reader, flood.sender, 'direct', text, this.requirement);
  },
);

Then(
  '{peer} receives nothing of it behind the departure once it reads again',
  async function (this: CospWorld, name: string) {
    await expectBacklogBeforeDeparture(this.chat, this.peer(name), floodOf(this));
  },
);

Then('{peer} does not get all of it when it reads again', async function (this: CospWorld, name: string) {
  const flood = floodOf(this);
  const peer = this.peer(name);
  await this.chat.settle();
  takeAbsent(flood.sender);
  peer.uncertain = true;
  peer.setDeaf(false);
  if (flood.sender.view?.idOf(peer.key) === undefined)
    await peer.connection.until(() => peer.gone || undefined);
  else await this.chat.fenceOrEnd(flood.sender, peer);
  const got = peer.inbox.filter(({ code, text }) => code === ResponseCode.DIRECT && text).length;
  if (got < flood.count) return;
  throw new Violation(`the server kept ${flood.count} messages for a client that read nothing`, {
    expected: 'a bound on what is kept for one client: past it the client is dropped',
    actual: `all ${got} messages, ${got * flood.text(1).length} bytes, came when it read again`,
    peer: name,
  });
});

/** Whoever writes to a client that is dropped meanwhile is told that it is absent, once for each message. */
function takeAbsent(sender: ChatPeer): void {
  const kept = sender.inbox.filter(({ code }) => code !== ResponseCode.ABSENT);
  sender.inbox.splice(0, sender.inbox.length, ...kept);
}

function floodOf(world: CospWorld): Flood {
  if (!world.flood) throw new Error('nobody has sent a flood of messages in this scenario');
  return world.flood;
}
