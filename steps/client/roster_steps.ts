import { Then, When } from '@cucumber/cucumber';
import { wrongRoster } from '../../suite/stage/audit';
import { isSameRoster } from '../../suite/stage/reports';
import type { ClientWorld } from './support/world';

When('{peers} join(s)', function (this: ClientWorld, names: string[]) {
  for (const name of names) this.script.join(name);
});

When(
  '{peer} joins with the identifier {int}',
  function (this: ClientWorld, name: string, identifier: number) {
    this.script.join(name, { identifier });
  },
);

When(
  '{peer} joins with the identifier that {peer} had',
  function (this: ClientWorld, name: string, former: string) {
    this.script.join(name, { identifier: this.stage.cast.member(former).identifier });
  },
);

When('{peer} joins under the pseudonym {text}', function (this: ClientWorld, name: string, text: Buffer) {
  this.script.join(name, { pseudonym: text.toString() });
});

When('the server announces the client itself', function (this: ClientWorld) {
  this.script.joinSelf(this.stage.cast.unused());
});

When('{peers} leave(s)', function (this: ClientWorld, names: string[]) {
  for (const name of names) this.script.leave(name);
});

/** Each third stays. */
When('{int} others come, and two of three go again', function (this: ClientWorld, count: number) {
  for (let number = 1; number <= count; number++) {
    this.script.join(`guest ${number}`);
    if (number % 3 !== 0) this.script.leave(`guest ${number}`);
  }
});

Then('the client shows all of it', async function (this: ClientWorld) {
  await this.stage.shown();
});

Then('its roster is {peers}', async function (this: ClientWorld, names: string[]) {
  await checkRoster(
    this,
    names.map((name) => this.stage.cast.member(name).pseudonym),
  );
});

Then('its roster is all {int} others', async function (this: ClientWorld, count: number) {
  const { pseudonyms } = this.stage.cast;
  if (pseudonyms.length !== count) throw new Error(`the script has ${pseudonyms.length} others`);
  await checkRoster(this, pseudonyms);
});

async function checkRoster(world: ClientWorld, due: string[]): Promise<void> {
  await world.stage.shown();
  const roster = await world.user.roster();
  if (isSameRoster(due, roster, world.stage.own)) return;
  throw wrongRoster(world.stage, roster, world.blame('COSP-3-1', 'COSP-2.1-6'));
}
