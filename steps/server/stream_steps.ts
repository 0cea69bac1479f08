import { defineParameterType, Then, When } from '@cucumber/cucumber';
import {
  type Exchange,
  type FrameKind,
  prepareExchange,
  REQUESTS,
  type RequestKind,
} from '../../suite/chat/exchanges';
import { type Audience, requestsOf } from '../../suite/chat/numbered';
import { evenCuts, sendInPieces } from '../../suite/chat/pieces';
import { encodeBroadcastRequest } from '../../wire';
import { blamingPieces } from './bytes_steps';
import type { CospWorld } from './support/world';

/** `a private request`: a kind of frame that a client sends. */
defineParameterType({
  name: 'frame',
  regexp: new RegExp(['a pseudonym', ...REQUESTS].join('|')),
  transformer: (kind: string) => kind as FrameKind,
  useForSnippets: false,
});

When(
  '{peer} sends {frame} to {peer} in two pieces, cut after each byte in turn',
  async function (this: CospWorld, name: string, kind: FrameKind, partner: string) {
    for (let cut = 1, length = 2; cut < length && !this.trials.failed; cut++) {
      const exchange = await prepare(this, kind, name, partner);
      length = exchange.bytes.length;
      await this.trials.run(`cut after byte ${cut} of ${length}`, () => inPieces(this, exchange, [cut]));
    }
  },
);

When(
  '{peer} sends {frame} to {peer} one byte at a time',
  async function (this: CospWorld, name: string, kind: FrameKind, partner: string) {
    const exchange = await prepare(this, kind, name, partner);
    const cuts = evenCuts(exchange.bytes.length, 1);
    await this.trials.run('one byte at a time', () => inPieces(this, exchange, cuts));
  },
);

When(
  '{peer} sends {text} to everybody in pieces of {int} byte(s)',
  async function (this: CospWorld, name: string, text: Buffer, size: number) {
    const bytes = encodeBroadcastRequest(text);
    this.peer(name).noteSent('client_request', bytes);
    await blamingPieces(this, () =>
      sendInPieces(this.chat, this.peer(name), bytes, evenCuts(bytes.length, size)),
    );
  },
);

When(
  '{peer} sends {frame} to {peer} together with each kind of request to {peer} in turn',
  async function (this: CospWorld, name: string, kind: RequestKind, partner: string, other: string) {
    for (const second of REQUESTS) {
      if (this.trials.failed) return;
      const both = [await prepare(this, kind, name, partner), await prepare(this, second, name, other)];
      await this.trials.run(`${kind} and ${second} in one segment`, () => inOneSegment(both));
    }
  },
);

When(
  '{peer} sends a request of each kind to {peers} in one segment',
  async function (this: CospWorld, name: string, partners: string[]) {
    const all: Exchange[] = [];
    for (const [i, kind] of REQUESTS.entries()) {
      all.push(await prepare(this, kind, name, partners[i % partners.length] as string));
    }
    await this.trials.run('all requests in one segment', () => inOneSegment(all));
  },
);

When(
  '{peers} send(s) {int} numbered message(s) {audience} in one segment',
  async function (this: CospWorld, names: string[], count: number, audience: Audience) {
    const series = { senders: this.peersOf(names), count, audience };
    for (const sender of series.senders) {
      const requests = await requestsOf(this.chat, sender, series);
      await sender.sendPiece(Buffer.concat(requests.flat()), `${count} messages in one segment`);
    }
  },
);

Then('every frame has its whole effect', function (this: CospWorld) {
  this.trials.judge();
});

function prepare(world: CospWorld, kind: FrameKind, name: string, partner: string): Promise<Exchange> {
  const parties = { sender: world.peer(name), partner: world.peer(partner), blames: world.requirement };
  return prepareExchange(world.chat, kind, parties);
}

async function inPieces(world: CospWorld, exchange: Exchange, cuts: readonly number[]): Promise<void> {
  const { sender, type, bytes } = exchange;
  sender.noteSent(type, bytes);
  await blamingPieces(world, () => sendInPieces(world.chat, sender, bytes, cuts));
  await exchange.effect();
}

async function inOneSegment(exchanges: readonly Exchange[]): Promise<void> {
  for (const { sender, type, bytes } of exchanges) sender.noteSent(type, bytes);
  const [first] = exchanges;
  await first?.sender.sendPiece(Buffer.concat(exchanges.map(({ bytes }) => bytes)), 'in one segment');
  for (const exchange of exchanges) await exchange.effect();
}
