import { Then, When } from '@cucumber/cucumber';
import { goRound } from '../../suite/stage/go-round';
import { onlyWholeMessages } from '../../suite/stage/whole-messages';
import { encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import type { ClientWorld } from './support/world';

type Kind = 'broadcast' | 'direct';

When('its user writes {text} to everybody', async function (this: ClientWorld, text: Buffer) {
  await this.user.broadcast(text, this.blame('COSP-4-1'));
});

When('its user writes {text} to {peer}', async function (this: ClientWorld, text: Buffer, name: string) {
  await this.stage.shown(); // a user names whom it sees
  const { pseudonym } = this.stage.cast.member(name);
  await this.user.direct(pseudonym, text, this.blame('COSP-5-1', 'COSP-5-2'));
});

Then('the server gets {text} to everybody', async function (this: ClientWorld, text: Buffer) {
  await this.stage.link.expect('client_request', encodeBroadcastRequest(text), this.blame('COSP-4-1'));
});

Then('the server gets {text} to {peer}', async function (this: ClientWorld, text: Buffer, name: string) {
  const { identifier } = this.stage.cast.member(name);
  const blames = this.blame('COSP-5-1', 'COSP-5-2');
  await this.stage.link.expect('client_request', encodeDirectRequest(identifier, text), blames);
});

When(
  '{peer} writes {text} {kind}',
  async function (this: ClientWorld, name: string, text: Buffer, kind: Kind) {
    await this.script.write(name, text, kind);
  },
);

When(
  '{peers} write(s) {int} messages {kind}',
  async function (this: ClientWorld, names: string[], count: number, kind: Kind) {
    for (let number = 1; number <= count; number++) {
      for (const name of names) await this.script.write(name, Buffer.from(`${number} of ${name}`), kind);
    }
  },
);

When('the server says that the addressee is absent', async function (this: ClientWorld) {
  await this.script.absent();
});

/** Whether the client lets its user do so is its own matter, and so is whether it keeps the message for later. */
When('its user tries to write {text} to everybody', async function (this: ClientWorld, text: Buffer) {
  this.taken = await this.user.tryBroadcast(text);
  await goRound(this.stage);
});

Then(
  'the server gets {text} to everybody, if the client has taken it',
  async function (this: ClientWorld, text: Buffer) {
    if (!this.taken) return;
    await this.stage.link.expect('client_request', encodeBroadcastRequest(text), this.blame('COSP-4-1'));
  },
);

When(
  'its user tries to write {text} to {peer}',
  async function (this: ClientWorld, text: Buffer, name: string) {
    await this.stage.shown();
    await this.user.tryDirect(this.stage.cast.member(name).pseudonym, text);
  },
);

/** For a text that is longer than any frame can say. */
Then('the server gets whole messages only', async function (this: ClientWorld) {
  await onlyWholeMessages(this, this.blame('COSP-1-9'));
});
