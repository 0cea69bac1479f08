import { Then, When } from '@cucumber/cucumber';
import { expectFrame } from '../../suite/chat/expect';
import { goRound, sendRaw } from '../../suite/chat/pieces';
import { newcomer } from '../../suite/chat/registration';
import { Violation } from '../../suite/judgement';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import type { WireBytes } from '../shared/parameter-types';
import type { CospWorld } from './support/world';

When('{peer} sends {bytes}', async function (this: CospWorld, name: string, notation: WireBytes) {
  const peer = await newcomer(this.chat, name);
  await sendRaw(peer, await onTheWire(this, peer, notation), 'literal bytes');
  await blamingPieces(this, () => goRound(this.chat));
});

Then('{peers} receive(s) {bytes}', async function (this: CospWorld, names: string[], notation: WireBytes) {
  for (const peer of this.peersOf(names)) {
    const bytes = await onTheWire(this, peer, notation);
    await expectFrame(this.chat, peer, () => true, bytes, 'the next frame', this.requirement);
  }
});

When(
  '{peer} sends {bytes} with {text} behind them',
  async function (this: CospWorld, name: string, notation: WireBytes, text: Buffer) {
    const peer = await newcomer(this.chat, name);
    const bytes = Buffer.concat([await onTheWire(this, peer, notation), text]);
    await sendRaw(peer, bytes, 'literal bytes and a text');
    await blamingPieces(this, () => goRound(this.chat));
  },
);

Then(
  '{peers} receive(s) {bytes} with {text} behind them',
  async function (this: CospWorld, names: string[], notation: WireBytes, text: Buffer) {
    for (const peer of this.peersOf(names)) {
      const bytes = Buffer.concat([await onTheWire(this, peer, notation), text]);
      await expectFrame(this.chat, peer, () => true, bytes, 'the next frame', this.requirement);
    }
  },
);

/** What others do behind a piece worked before it: where it fails, the scenario's requirement is to blame if it can be. */
export async function blamingPieces(world: CospWorld, doing: () => Promise<void>): Promise<void> {
  try {
    await doing();
  } catch (error) {
    if (!(error instanceof Violation) || error.details.blames === undefined) throw error;
    throw new Violation(error.message, { ...error.details, blames: world.blame(error.details.blames) });
  }
}

/** The bytes that a notation stands for, with the identifiers that `viewer` has been told. */
export async function onTheWire(world: CospWorld, viewer: ChatPeer, notation: WireBytes): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const part of notation) {
    if (typeof part === 'number') parts.push(Buffer.from([part]));
    else {
      const identifier = Buffer.alloc(2);
      identifier.writeInt16BE(await world.chat.idOf(viewer, world.peer(part.identifierOf)));
      parts.push(identifier);
    }
  }
  return Buffer.concat(parts);
}
