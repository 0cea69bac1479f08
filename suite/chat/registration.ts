import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';

/** The peer of that name, connected if it is not yet there, or again where its connection has ended. */
export async function newcomer(chat: Chat, name: string): Promise<ChatPeer> {
  const known = chat.peers.get(name);
  return known && !known.gone && !known.leaving ? known : chat.connect(name);
}

/**
 * Asks for a pseudonym on the peer's connection. After a refusal a server may close that (COSP-2.2-9): then
 * asks on a new one. The answer has not come yet when this returns, unless the peer was refused before.
 */
export async function askAgain(chat: Chat, name: string, pseudonym: Uint8Array): Promise<void> {
  const peer = await newcomer(chat, name);
  const wasRefused = peer.hasSent && !peer.registered;
  peer.ask(pseudonym);
  if (!wasRefused) return;
  await peer.answered();
  if (peer.gone && !peer.hasAnswer) (await chat.connect(name)).ask(pseudonym);
}

/** Waits for -1 and takes it. */
export async function expectRefusal(chat: Chat, peer: ChatPeer, blames?: string): Promise<void> {
  // An acceptance upsets the rosters: it is looked at before anything else.
  await peer.answered();
  if (peer.registered) {
    const hasLostHolder = [...chat.peers.values()].some(
      (other) => other.key === peer.key && other.registered && other.gone && !other.leaving,
    );
    throw new Violation(`"${peer.name}" was accepted under a pseudonym that is in use`, {
      blames: hasLostHolder ? 'COSP-2.2-4' : blames,
      peer: peer.name,
    });
  }
  await peer.until(() => peer.refusals > 0 || undefined, 'connection code -1 (pseudonym in use)', blames);
  peer.refusals--;
}

/**
 * Lets all ask for one pseudonym that is free, each on a connection of its own, in one turn. Exactly one must
 * be accepted, and all others refused (COSP-2.2-6); whoever has got it leaves again.
 */
export async function contest(chat: Chat, names: string[], round: number): Promise<void> {
  const peers = await Promise.all(names.map((name) => chat.connect(name)));
  const pseudonym = chat.pseudonymFor(`prize ${round}`);
  const writes = peers.map((peer) => peer.prepareAsking(pseudonym));
  for (const write of writes) write();
  // Two winners upset each other's rosters: who was accepted is looked at before anything else.
  await Promise.all(peers.map((peer) => peer.answered()));
  const accepted = peers.filter((peer) => peer.registered);
  if (accepted.length > 1) {
    throw new Violation(`${accepted.length} of ${peers.length} clients were accepted under one pseudonym`, {
      expected: 'exactly one acceptance',
      actual: accepted.map(({ name }) => name).join(', '),
    });
  }
  for (const peer of peers) await peer.until(() => peer.hasAnswer || undefined, 'connection code 0 or -1');
  if (accepted.length === 0) {
    throw new Violation(`none of ${peers.length} clients got a pseudonym that is free`, {
      expected: 'exactly one acceptance',
      actual: 'connection code -1 to each',
    });
  }
  for (const peer of peers) {
    peer.refusals = 0;
    peer.leave('close');
  }
}
