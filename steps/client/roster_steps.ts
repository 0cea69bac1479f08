import { Then, When } from '@cucumber/cucumber';
import { wrongRoster } from '../../suite/stage/audit';
import { isSameRoster } from '../../suite/stage/reports';
import type { ClientWorld } from './support/world';

When('{peers} join(s)', async function (this: ClientWorld, names: string[]) {
  for (const name of names) await this.script.join(name);
});

When(
  '{peer} joins with the identifier {int}',
  async function (this: ClientWorld, name: string, identifier: number) {
    await this.script.join(name, { identifier });
  },
);

When(
  '{peer} joins with the identifier that {peer} had',
  async function (this: ClientWorld, name: string, former: string) {
    await this.script.join(name, { identifier: this.stage.cast.member(former).identifier });
  },
);

When(
  '{peer} joins under the pseudonym {text}',
  async function (this: ClientWorld, name: string, text: Buffer) {
    await this.script.join(name, { pseudonym: text.toString() });
  },
);

When('the server announces the client itself', async function (this: ClientWorld) {
  await this.script.joinSelf(this.stage.cast.unused());
});

When('{peers} leave(s)', async function (this: ClientWorld, names: string[]) {
  for (const name of names) await this.script.leave(name);
});

/** Each third stays. */
When('{int} others come, and two of three go again', async function (this: ClientWorld, count: number) {
  for (let number = 1; number <= count; number++) {
    await this.script.join(`guest ${number}`);
    if (number % 3 !== 0) await this.script.leave(`guest ${number}`);
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
