import { Then, When } from '@cucumber/cucumber';
import { expectFrame } from '../suite/chat/expect';
import { goRound } from '../suite/chat/pieces';
import { newcomer } from '../suite/chat/registration';
import type { ChatPeer } from '../suite/peer/chat-peer';
import { decode, FrameError } from '../wire';
import type { WireBytes } from './support/parameter-types';
import type { CospWorld } from './support/world';

When('{peer} sends {bytes}', async function (this: CospWorld, name: string, notation: WireBytes) {
  const peer = await newcomer(this.chat, name);
  const bytes = await onTheWire(this, peer, notation);
  const pseudonym = peer.registered ? undefined : pseudonymIn(bytes);
  if (pseudonym) peer.announceAsking(pseudonym);
  await peer.sendPiece(bytes, 'literal bytes');
  await goRound(this.chat);
});

Then('{peers} receive(s) {bytes}', async function (this: CospWorld, names: string[], notation: WireBytes) {
  for (const peer of this.peersOf(names)) {
    const bytes = await onTheWire(this, peer, notation);
    await expectFrame(peer, () => true, bytes, 'the next frame', this.requirement);
  }
});

/** The bytes that a notation stands for, with the identifiers that `viewer` has been told. */
async function onTheWire(world: CospWorld, viewer: ChatPeer, notation: WireBytes): Promise<Buffer> {
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

/** The pseudonym that the bytes ask for, if they are a whole question for one. */
function pseudonymIn(bytes: Buffer): Uint8Array | undefined {
  try {
    return decode('client_hello', bytes).pseudonym;
  } catch (error) {
    if (error instanceof FrameError) return undefined;
    throw error;
  }
}
