import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { goRound } from '../../suite/stage/go-round';
import { encodeClientHello } from '../../wire';
import type { ClientWorld } from './support/world';

Given('the client is connected', async function (this: ClientWorld) {
  await this.stage.connect();
});

Given('the client has asked for the pseudonym {text}', async function (this: ClientWorld, pseudonym: Buffer) {
  if (!this.stage.connected) await this.stage.connect();
  await ask(this, pseudonym);
});

Given('the client is registered as {peer}', async function (this: ClientWorld, own: string) {
  await register(this, own);
});

Given(
  'the client is registered as {peer}, beside {peers}',
  async function (this: ClientWorld, own: string, names: string[]) {
    for (const name of names) this.stage.cast.enter(name);
    await register(this, own);
  },
);

Given(
  'the client is registered as {peer}, beside these:',
  async function (this: ClientWorld, own: string, table: DataTable) {
    enterAll(this, table);
    await register(this, own);
  },
);

/** A table of names and identifiers. */
When('the server accepts it, with a list of these:', async function (this: ClientWorld, table: DataTable) {
  enterAll(this, table);
  await this.script.accept();
});

When('the server accepts it, with an empty list', async function (this: ClientWorld) {
  await this.script.accept();
});

When('the server accepts it, with {peers} in the list', async function (this: ClientWorld, names: string[]) {
  for (const name of names) this.stage.cast.enter(name);
  await this.script.accept();
});

When(
  'the server accepts it, with {peers} and the client itself in the list',
  async function (this: ClientWorld, names: string[]) {
    for (const name of names) this.stage.cast.enter(name);
    await this.script.accept({ pseudonym: this.stage.own as string, identifier: this.stage.cast.unused() });
  },
);

When(
  'the server accepts it, with {int} others in the list',
  async function (this: ClientWorld, count: number) {
    for (let number = 1; number <= count; number++) this.stage.cast.enter(`client ${number}`);
    await this.script.accept();
  },
);

When(
  'the server accepts it, with {int} others in the list, whose pseudonyms have {int} bytes',
  async function (this: ClientWorld, count: number, size: number) {
    for (let number = 1; number <= count; number++) {
      this.stage.cast.enter(`client ${number}`, { pseudonym: `client ${number} `.padEnd(size, 'x') });
    }
    await this.script.accept();
  },
);

When(
  'the server accepts it, with somebody called {text} in the list',
  async function (this: ClientWorld, pseudonym: Buffer) {
    this.stage.cast.enter('other', { pseudonym: pseudonym.toString() });
    await this.script.accept();
  },
);

When('the server refuses the pseudonym', async function (this: ClientWorld) {
  await this.script.refuse();
});

Given('the server has refused the pseudonym {text}', async function (this: ClientWorld, pseudonym: Buffer) {
  if (!this.stage.connected) await this.stage.connect();
  await ask(this, pseudonym);
  await this.script.refuse();
  await this.stage.shown();
});

When('its user asks for the pseudonym {text}', async function (this: ClientWorld, pseudonym: Buffer) {
  await this.user.register(pseudonym.toString(), this.blame('COSP-2-1', 'COSP-2.2-8'));
});

/** For a client that has one already, and may say what it likes to its user. */
When('its user tries to ask for the pseudonym {text}', async function (this: ClientWorld, pseudonym: Buffer) {
  await this.user.tryRegister(pseudonym.toString());
});

When(
  'its user connects again and asks for the pseudonym {text}',
  async function (this: ClientWorld, pseudonym: Buffer) {
    await this.stage.connectAgain();
    await this.user.register(pseudonym.toString(), this.blame('COSP-2-1', 'COSP-2.2-8'));
  },
);

Then('the server gets the pseudonym {text}', async function (this: ClientWorld, pseudonym: Buffer) {
  await this.stage.link.expect('client_hello', encodeClientHello(pseudonym), this.blame('COSP-2-1'));
});

When('its user leaves', async function (this: ClientWorld) {
  await this.user.leave();
});

Then('the server has got nothing', async function (this: ClientWorld) {
  if (!this.stage.over) await goRound(this.stage);
  this.stage.checkSilent(this.requirement);
});

async function ask(world: ClientWorld, pseudonym: Buffer): Promise<void> {
  await world.user.register(pseudonym.toString(), world.blame('COSP-2-1', 'COSP-2.2-8'));
  await world.stage.link.expect('client_hello', encodeClientHello(pseudonym), world.blame('COSP-2-1'));
}

async function register(world: ClientWorld, own: string): Promise<void> {
  if (!world.stage.connected) await world.stage.connect();
  await ask(world, Buffer.from(own));
  await world.script.accept();
  await world.stage.shown();
}

function enterAll({ stage }: ClientWorld, table: DataTable): void {
  for (const { name = '', identifier } of table.hashes()) {
    stage.cast.enter(name, { identifier: Number(identifier) });
  }
}
