import { Then } from '@cucumber/cucumber';
import { Violation } from '../../suite/judgement';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import type { CospWorld } from './support/world';

Then('everybody knows {peers} by the same identifier', async function (this: CospWorld, names: string[]) {
  for (const peer of this.peersOf(names)) await oneIdentifier(this, peer);
});

Then('no two clients have the same identifier', async function (this: CospWorld) {
  const holders = new Map<number, ChatPeer>();
  for (const peer of this.chat.present()) {
    const id = await oneIdentifier(this, peer);
    const holder = holders.get(id);
    if (holder) {
      throw new Violation(`"${holder.name}" and "${peer.name}" have the same identifier`, {
        expected: 'an identifier of its own for each registered client',
        actual: `${id} for both`,
      });
    }
    holders.set(id, peer);
  }
});

/** The identifier by which all others know the peer; waits until all have been told it. */
async function oneIdentifier(world: CospWorld, peer: ChatPeer): Promise<number> {
  const viewers = world.chat.present().filter((other) => other !== peer);
  const told = await Promise.all(viewers.map((viewer) => world.chat.idOf(viewer, peer)));
  const [first, second] = new Set(told);
  if (first === undefined) throw new Error(`nobody else is there who could know "${peer.name}"`);
  if (second !== undefined) {
    throw new Violation(`"${peer.name}" has different identifiers towards different clients`, {
      expected: 'the same identifier in every frame to every client',
      actual: viewers.map(({ name }, i) => `${told[i]} to "${name}"`).join(', '),
    });
  }
  return first;
}
