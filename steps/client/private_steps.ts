import { Given, Then, When } from '@cucumber/cucumber';
import { agree, expectPrivateFrame } from '../../suite/stage/private-agreement';
import type { PrivateNews } from '../../suite/stage/script';
import { Cosp } from '../../wire';
import type { ClientWorld } from './support/world';

const { RequestCode } = Cosp;

Given(
  'the client and {peers} have a private connection',
  async function (this: ClientWorld, names: string[]) {
    for (const name of names) await agree(this, name, 'requester');
  },
);

Given(
  '{peers} and the client have a private connection, for which they asked',
  async function (this: ClientWorld, names: string[]) {
    for (const name of names) await agree(this, name, 'accepter');
  },
);

When('its user asks {peer} for a private connection', async function (this: ClientWorld, name: string) {
  await this.stage.shown();
  const to = this.stage.cast.member(name).pseudonym;
  await this.user.do('private.request', { to }, this.blame('COSP-6-1'));
});

When('its user accepts the private connection with {peer}', async function (this: ClientWorld, name: string) {
  await this.stage.shown();
  const from = this.stage.cast.member(name).pseudonym;
  await this.user.do('private.accept', { from }, this.blame('COSP-6.2-1', 'COSP-6-6'));
});

When('its user refuses the private connection with {peer}', async function (this: ClientWorld, name: string) {
  await this.stage.shown();
  const from = this.stage.cast.member(name).pseudonym;
  await this.user.do('private.refuse', { from }, this.blame('COSP-6.3-1', 'COSP-6-6'));
});

Then('the server gets its request for {peer}', async function (this: ClientWorld, name: string) {
  await expectPrivateFrame(this, name, RequestCode.PRIVATE_REQUEST, this.blame('COSP-6-1'));
});

Then('the server gets its acceptance for {peer}', async function (this: ClientWorld, name: string) {
  await expectPrivateFrame(this, name, RequestCode.PRIVATE_ACCEPT, this.blame('COSP-6.2-1', 'COSP-6-6'));
});

Then('the server gets its refusal for {peer}', async function (this: ClientWorld, name: string) {
  await expectPrivateFrame(this, name, RequestCode.PRIVATE_REFUSE, this.blame('COSP-6.3-1', 'COSP-6-6'));
});

/** `"bob" asks for a private connection`: response codes 4, 5, 6 and -2. */
When('{peer} {news}', async function (this: ClientWorld, name: string, news: PrivateNews) {
  await this.script.tellPrivate(name, news);
});

Then(
  'the client opens its private connection with {peers}',
  async function (this: ClientWorld, names: string[]) {
    await this.stage.shown();
    for (const name of names) {
      await this.stage.privateSide(name);
      const { pseudonym } = this.stage.cast.member(name);
      await this.stage.privateShown('private.open', pseudonym, () => true, this.blame('COSP-6.2-11'));
    }
  },
);

Then('the client has opened no private connection', function (this: ClientWorld) {
  if (this.stage.links.problem) throw this.stage.links.problem;
  if (this.stage.links.sides.length > 0) throw new Error('the scenario has private connections');
});
