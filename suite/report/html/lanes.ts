import type { ConversationEntry } from '../../evidence';

/** More cannot be told apart on a phone. Peers beyond share the last one. */
export const MOST_LANES = 6;

/** Where the peers of a conversation are drawn; the target is always the last, to the right of them. */
export interface Lanes {
  /** Names over the lifelines, from the left. */
  names: readonly string[];
  /** Place of a peer, from 1. */
  of(peer: string): number;
}

/** A lane for each peer in the order in which they appear; the one that the failure is about always has its own. */
export function lanesOf(conversation: readonly ConversationEntry[]): Lanes {
  const peers = [...new Set(conversation.map(({ peer }) => peer))];
  if (peers.length <= MOST_LANES) return { names: peers, of: (peer) => peers.indexOf(peer) + 1 };
  const offender = conversation.find(({ offending }) => offending)?.peer;
  const own = peers.slice(0, MOST_LANES - 1);
  if (offender !== undefined && !own.includes(offender)) own[own.length - 1] = offender;
  const names = [...own, `${peers.length - own.length} others`];
  return { names, of: (peer) => (own.includes(peer) ? own.indexOf(peer) + 1 : names.length) };
}
