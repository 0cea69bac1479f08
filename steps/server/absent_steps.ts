import { Then, When } from '@cucumber/cucumber';
import { expectAbsent } from '../../suite/chat/expect';
import type { Received } from '../../suite/peer/received';
import { encodeDirectRequest, ResponseCode } from '../../wire';
import type { CospWorld } from './support/world';

/** The requirements that say when response -1 is due: for a message, a private request and an acceptance. */
const ABSENT = ['COSP-5.2-1', 'COSP-6.1-1', 'COSP-6.2-3'] as const;

When(
  '{peer} sends {text} to an identifier that nobody has, such as {int}',
  async function (this: CospWorld, name: string, text: Buffer, identifier: number) {
    const id = await unusedIdentifier(this, name, identifier);
    this.peer(name).send('client_request', encodeDirectRequest(id, text));
  },
);

When(
  '{peer} sends {text} to an identifier that nobody has, {int} from that of {peer}',
  async function (this: CospWorld, name: string, text: Buffer, distance: number, near: string) {
    const wanted = (await this.chat.idOf(this.peer(name), this.peer(near))) + distance;
    const id = await unusedIdentifier(this, name, asShort(wanted));
    this.peer(name).send('client_request', encodeDirectRequest(id, text));
  },
);

Then('{peer} is told that the addressee is absent', async function (this: CospWorld, name: string) {
  await expectAbsent(this.chat, this.peer(name), this.blame(...ABSENT));
});

Then(
  '{peer} is told {int} times that the addressee is absent',
  async function (this: CospWorld, name: string, times: number) {
    for (let i = 0; i < times; i++) await expectAbsent(this.chat, this.peer(name), this.blame(...ABSENT));
  },
);

// Whether a message that meets its addressee's departure is answered depends on which of the two was first.
Then(
  '{peer} is told at most {int} time(s) that the addressee is absent',
  async function (this: CospWorld, name: string, times: number) {
    const peer = this.peer(name);
    await this.chat.settle();
    for (let i = 0; i < times && peer.inbox.some(isAbsence); i++) {
      await expectAbsent(this.chat, peer, this.blame('COSP-5.2-1'));
    }
  },
);

/** The wanted identifier, or one near it if somebody has that one: not the sender, nor anybody in its roster. */
export async function unusedIdentifier(world: CospWorld, name: string, wanted: number): Promise<number> {
  const sender = world.peer(name);
  const own = await world.chat.idOf(sender, sender);
  const step = wanted > 0 ? -1 : 1;
  let id = wanted;
  while (id === own || sender.view?.pseudonymOf(id) !== undefined) id += step;
  return id;
}

/** The identifier that a SHORT makes of a number. */
function asShort(number: number): number {
  return (number << 16) >> 16;
}

function isAbsence(frame: Received): boolean {
  return frame.code === ResponseCode.ABSENT;
}
