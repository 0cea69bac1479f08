import { Then, When } from '@cucumber/cucumber';
import { leaveUnregistered } from '../../suite/chat/departures';
import { sendRaw } from '../../suite/chat/pieces';
import { randomBytesFor } from '../../suite/chat/random-bytes';
import { newcomer } from '../../suite/chat/registration';
import { expectService, seeOff } from '../../suite/chat/service';
import { Violation } from '../../suite/judgement';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import type { WireBytes } from '../shared/parameter-types';
import { onTheWire } from './bytes_steps';
import type { CospWorld } from './support/world';

When(
  '{peer} breaks the protocol with {bytes}',
  async function (this: CospWorld, name: string, notation: WireBytes) {
    const peer = await newcomer(this.chat, name);
    const bytes = await onTheWire(this, peer, notation);
    peer.uncertain = true;
    await sendRaw(peer, bytes, 'nonsense');
  },
);

When('{peer} speaks another protocol: {text}', async function (this: CospWorld, name: string, text: Buffer) {
  const peer = await newcomer(this.chat, name);
  peer.uncertain = true;
  await sendRaw(peer, text, 'another protocol');
});

When(
  '{peers} send(s) {int} random bytes, seed {int}',
  async function (this: CospWorld, names: string[], count: number, seed: number) {
    for (const [i, name] of names.entries()) {
      const peer = await newcomer(this.chat, name);
      peer.uncertain = true;
      await sendRaw(peer, randomBytesFor(peer.registered, count, seed + i), `random bytes, seed ${seed + i}`);
    }
  },
);

When(
  '{int} connections are opened and at once {ending}',
  async function (this: CospWorld, count: number, ending: 'close' | 'reset') {
    for (let i = 1; i <= count; i++) {
      const peer = await this.chat.connect(`passer-by ${i}`);
      peer.leave(ending);
    }
  },
);

/** While whoever broke the protocol may still be connected, and again when it has gone. */
Then('the service goes on for {peers}', async function (this: CospWorld, names: string[]) {
  const peers = this.peersOf(names);
  await expectService(this.chat, peers, this.requirement);
  const offenders = [...this.chat.peers.values()].filter((peer) => peer.uncertain);
  if (offenders.length === 0) return;
  for (const offender of offenders) await seeOff(this.chat, offender, this.requirement);
  await expectService(this.chat, peers, this.requirement);
});

Then('the server ends the connection of {peers}', async function (this: CospWorld, names: string[]) {
  for (const peer of this.peersOf(names)) {
    const ended = await peer.connection.until(() => (peer.gone ? true : undefined));
    if (ended) continue;
    throw new Violation(`the connection of "${peer.name}" goes on`, {
      expected: 'the server ends it',
      actual: peer.unseen(),
      peer: peer.name,
    });
  }
});

Then('{peer} has received nothing but response codes', async function (this: CospWorld, name: string) {
  const peer = this.peer(name);
  if (peer.uncertain) await seeOff(this.chat, peer, this.requirement);
  else await this.chat.settle();
  await peer.wholeFrames();
  checkCodes(peer, 'server_response');
});

Then('{peer} has received nothing but connection codes', async function (this: CospWorld, name: string) {
  const peer = this.peer(name);
  await leaveUnregistered(peer);
  checkCodes(peer, 'connection_reply');
});

/** Whatever is no frame of the peer's state has made a problem of itself, or waits for bytes that never come. */
function checkCodes(peer: ChatPeer, type: 'server_response' | 'connection_reply'): void {
  if (peer.problem) throw peer.problem;
  const bytes = peer.pendingBytes;
  if (bytes.length === 0) return;
  throw new Violation(`"${peer.name}" got bytes that are not a whole frame`, {
    expected: type === 'server_response' ? 'response codes 0 to 6, -1 and -2' : 'connection codes 0 and -1',
    actual: peer.unseen(),
    peer: peer.name,
    frame: { type, bytes },
  });
}
