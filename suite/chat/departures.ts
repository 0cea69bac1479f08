import type { ChatPeer } from '../peer/chat-peer';
import { seededRandom } from '../segmentation';
import { awaitDeparture } from './audit';
import type { Chat } from './chat';
import { type FrameKind, prepareExchange } from './exchanges';
import { expectNothing } from './expect';
import type { Trials } from './trials';

/**
 * Ends a connection that is not registered with a FIN, and waits until the server has closed its half too: it
 * has taken notice then. Nobody is told of such an end, so that nothing else could show it.
 */
export async function leaveUnregistered(peer: ChatPeer): Promise<void> {
  peer.stopSending();
  await peer.connection.until(() => peer.gone || undefined);
}

/**
 * Lets clients go inside a frame to `partner`, one client after each of the frame's bytes. Each departure must be
 * announced, if the client was registered, and nothing else must happen (COSP-3.2-3, COSP-3.2-4).
 */
export async function leaveInside(
  chat: Chat,
  kind: FrameKind,
  partner: ChatPeer,
  trials: Trials,
): Promise<void> {
  for (let cut = 1, length = 2; cut < length && !trials.failed; cut++) {
    const sender = kind === 'a pseudonym' ? partner : await chat.register(`sender ${cut}`);
    const exchange = await prepareExchange(chat, kind, { sender, partner, blames: 'COSP-3.2-3' });
    length = exchange.bytes.length;
    const beginning = exchange.bytes.subarray(0, cut);
    await trials.run(`the end after byte ${cut} of ${length}`, () =>
      leaveAfter(chat, exchange.sender, beginning),
    );
  }
}

async function leaveAfter(chat: Chat, peer: ChatPeer, beginning: Buffer): Promise<void> {
  await peer.sendPiece(beginning, 'the beginning of a frame');
  if (peer.registered) peer.leave('close', 'mid-frame');
  else await leaveUnregistered(peer);
  const others = chat.present();
  for (const other of others) {
    if (peer.registered) await awaitDeparture(other, peer);
    // Whose request was not answered before the addressee left may be told so, in any order (COSP-6.2-17).
    other.forgive(other.view?.lastIdOf(peer.key));
  }
  await expectNothing(chat, others);
}

/**
 * Lets clients come and go for some rounds, without waiting for any announcement in between. In each round half
 * of those that are there leave and newcomers ask, all in one turn and in an order that the seed determines.
 */
export async function comeAndGo(chat: Chat, clients: number, rounds: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  let present: ChatPeer[] = [];
  for (let round = 1; round <= rounds; round++) {
    const leaving = present.filter(() => random() < 0.5);
    present = present.filter((peer) => !leaving.includes(peer));
    const names = Array.from({ length: clients - present.length }, (_, i) => `guest ${round}.${i + 1}`);
    const coming = await Promise.all(names.map((name) => chat.connect(name)));
    const moves = [
      ...leaving.map((peer) => () => peer.leave('close')),
      ...coming.map((peer) => () => peer.ask(chat.pseudonymFor(peer.name))),
    ];
    for (const move of shuffled(moves, random)) move();
    await Promise.all(coming.map((peer) => peer.accepted()));
    present.push(...coming);
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
