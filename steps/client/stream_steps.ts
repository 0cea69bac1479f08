import { defineParameterType, Then, When } from '@cucumber/cucumber';
import { cut, seededRandom } from '../../suite/segmentation';
import { goRound } from '../../suite/stage/go-round';
import {
  FRAMES,
  type FrameKind,
  letGoInTwo,
  presuming,
  sayHeld,
  wholeEffect,
} from '../../suite/stage/pieces';
import type { WireBytes } from '../shared/parameter-types';
import type { ClientWorld } from './support/world';

When('the server holds back what it sends', function (this: ClientWorld) {
  this.stage.link.hold();
});

When('what was held back comes in one segment', async function (this: ClientWorld) {
  const { link } = this.stage;
  await link.connection.sendPiece(link.takeHeld());
});

When('what was held back comes byte by byte', async function (this: ClientWorld) {
  const { link } = this.stage;
  for (const piece of cut(link.takeHeld(), 'bytes', seededRandom(0))) {
    await link.connection.sendPiece(piece);
    await goRound(this.stage);
  }
});

When(
  'what was held back comes in two pieces, cut after byte {int}',
  async function (this: ClientWorld, at: number) {
    await letGoInTwo(this, at);
  },
);

/** What can be cut: `a message to everybody`, `an acceptance`. */
defineParameterType({
  name: 'frame',
  regexp: new RegExp(FRAMES.join('|')),
  transformer: (kind: string) => kind as FrameKind,
  useForSnippets: false,
});

When(
  'the server sends {frame} in two pieces, cut after each byte in turn',
  async function (this: ClientWorld, kind: FrameKind) {
    for (let at = 1, length = 2; at < length && !this.trials.failed; at++) {
      await sayHeld(this, kind);
      length = this.stage.link.heldBytes;
      await this.trials.run(`cut after byte ${at} of ${length}`, () =>
        presuming(async () => {
          await letGoInTwo(this, at);
          await wholeEffect(this, kind);
        }),
      );
    }
  },
);

Then('each of them has its whole effect', function (this: ClientWorld) {
  this.trials.judge();
});

When('the server sends {bytes}', async function (this: ClientWorld, notation: WireBytes) {
  const bytes = notation.flatMap((part) => {
    if (typeof part === 'number') return [part];
    const identifier = Buffer.alloc(2);
    identifier.writeInt16BE(this.stage.cast.member(part.identifierOf).identifier);
    return [...identifier];
  });
  await this.script.raw(Buffer.from(bytes));
});

When('the server closes the connection', async function (this: ClientWorld) {
  await this.script.end('close');
});

When('the server resets the connection', async function (this: ClientWorld) {
  await this.script.end('reset');
});

/** Whichever it does first: telling its user, or ending the connection. */
Then('the client reports it and ends', async function (this: ClientWorld) {
  await this.stage.ended(this.requirement);
});
