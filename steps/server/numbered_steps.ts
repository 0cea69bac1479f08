import { defineParameterType, Then, When } from '@cucumber/cucumber';
import {
  type Audience,
  expectNumbered,
  type Series,
  sendNumbered,
  sendNumberedTogether,
  takeSomeNumbered,
} from '../../suite/chat/numbered';
import { blameForMessage } from './support/blame-for-message';
import type { CospWorld } from './support/world';

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
  '{peers} receive(s) the {int} numbered message(s) of {peers} {audience}',
  async function (this: CospWorld, names: string[], count: number, senders: string[], audience: Audience) {
    const series: Series = { senders: this.peersOf(senders), count, audience };
    const receivers = this.peersOf(names);
    await Promise.all(
      receivers.map((peer) => expectNumbered(this.chat, peer, series, (kind) => blameForMessage(this, kind))),
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
