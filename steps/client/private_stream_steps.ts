import { Then, When } from '@cucumber/cucumber';
import { Unsupported } from '../../suite/judgement';
import type { PrivateSide } from '../../suite/peer/private-side';
import { goRound } from '../../suite/stage/go-round';
import { reportedAll, reportedBytes, sendStream, userSends } from '../../suite/stage/private-bytes';
import type { ClientWorld } from './support/world';

const REPORTS = 'COSP-6.2-11';

When(
  'its user sends {text} to {peer} privately',
  async function (this: ClientWorld, text: Buffer, name: string) {
    const { pseudonym } = this.stage.cast.member(name);
    await this.user.do('private.send', { with: pseudonym, hex: text.toString('hex') }, this.blame(REPORTS));
  },
);

Then('{peer} gets {text} privately', async function (this: ClientWorld, name: string, text: Buffer) {
  const side = await this.stage.privateSide(name);
  await side.receive(text, this.blame(REPORTS));
});

When('{peer} sends {text} privately', async function (this: ClientWorld, name: string, text: Buffer) {
  const side = await this.stage.privateSide(name);
  side.send(text);
  this.sent.add(side, text);
});

When(
  'its user sends {size} to {peer} privately',
  async function (this: ClientWorld, size: number, name: string) {
    await userSends(this, name, size);
  },
);

When('{peer} sends {size} privately', async function (this: ClientWorld, name: string, size: number) {
  const stream = sendStream(this, name, size);
  stream.catch(() => undefined); // it is awaited where the client is to have received it all
  this.streams.push(stream);
});

Then('{peer} gets all of it privately', async function (this: ClientWorld, name: string) {
  const side = await this.stage.privateSide(name);
  await side.receiveStream(this.blame(REPORTS));
});

Then('the client has received it all from {peer}', async function (this: ClientWorld, name: string) {
  await reportedAll(this, name, this.blame(REPORTS));
  await Promise.all(this.streams);
});

When('its user closes the private connection with {peer}', async function (this: ClientWorld, name: string) {
  const { pseudonym } = this.stage.cast.member(name);
  await this.user.do('private.close', { with: pseudonym }, this.blame(REPORTS));
});

When('{peer} stops reading privately', async function (this: ClientWorld, name: string) {
  (await this.stage.privateSide(name)).connection.pause();
});

When('{peer} goes on reading privately', async function (this: ClientWorld, name: string) {
  (await this.stage.privateSide(name)).connection.resume();
});

When('{peer} closes the private connection', async function (this: ClientWorld, name: string) {
  (await this.stage.privateSide(name)).connection.closeSending();
});

When('{peer} resets the private connection', async function (this: ClientWorld, name: string) {
  const { connection } = await this.stage.privateSide(name);
  await connection.written();
  connection.reset();
});

When(
  '{peer} sends {text} on the older private connection',
  async function (this: ClientWorld, name: string, text: Buffer) {
    olderSide(this, name).send(text);
  },
);

/** Nothing says that a client keeps the older one; where it does not, it reports the end. */
Then(
  'the client reports {int} bytes from {peer} on the older private connection, if it keeps two',
  async function (this: ClientWorld, length: number, name: string) {
    await reportedBytes(this, name, length, this.blame(REPORTS), true);
    await goRound(this.stage);
    if (olderSide(this, name).gone)
      throw new Unsupported('the client ends its older private connection with somebody for a newer one');
  },
);

Then(
  'the client reports {int} bytes from {peer}, or the end of the private connection',
  async function (this: ClientWorld, length: number, name: string) {
    await reportedBytes(this, name, length, this.blame(REPORTS), true);
  },
);

Then('{peer} sees the end of the private connection', async function (this: ClientWorld, name: string) {
  const side = await this.stage.privateSide(name);
  await side.ended(this.blame(REPORTS));
  side.connection.closeAfterOther();
});

Then(
  'the client reports the end of the private connection with {peer}',
  async function (this: ClientWorld, name: string) {
    const { pseudonym } = this.stage.cast.member(name);
    await this.stage.privateShown('private.closed', pseudonym, () => true, this.blame(REPORTS));
  },
);

function olderSide({ stage: { links } }: ClientWorld, name: string): PrivateSide {
  const newest = links.side(name);
  const side = links.sides.find((one) => one !== newest && one.name === newest?.name);
  if (side) return side;
  throw new Error(`there is only one private connection with ${name}`);
}
