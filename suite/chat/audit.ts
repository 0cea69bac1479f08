import { Cosp } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer, Leaving } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import { shown } from '../peer/roster-view';
import type { Chat } from './chat';
import { blameForUncalled } from './misdirected';
import { checkPrivateConnections } from './private-audit';

/** The requirement under which a departure is announced. */
export const DEPARTURES: Record<Leaving, string> = {
  close: 'COSP-3.2-1',
  reset: 'COSP-3.2-2',
  'mid-frame': 'COSP-3.2-3',
  dropped: 'COSP-3-2',
};

/** Waits until `peer` has been told of the departure of `other`, and of its joining before that. */
export async function awaitDeparture(
  peer: ChatPeer,
  other: ChatPeer,
  blames = DEPARTURES[other.leaving ?? 'close'],
): Promise<void> {
  const { key } = other;
  const isGone = (): boolean => peer.view?.lastIdOf(key) !== undefined && peer.view.idOf(key) === undefined;
  await peer.until(() => isGone() || undefined, `response 1: the departure of "${other.name}"`, blames);
}

/**
 * What must hold at the end of every scenario, whatever it was about: each peer's roster is the others that
 * are registered, a newcomer is given the same list, every byte that came was looked at, and nothing more
 * is under way. Gives the newcomer, who is the last to go.
 */
export async function audit(chat: Chat): Promise<ChatPeer> {
  for (const peer of chat.peers.values()) if (peer.problem) throw peer.problem;
  endUncertain(chat);
  for (const crowd of chat.crowds) if (!crowd.left) await crowd.leave();
  await awaitRosters(chat);
  const auditor = await chat.register(`auditor ${chat.context.suffix || nextAuditor()}`);
  await chat.settleBefore(auditor);
  await awaitRosters(chat);
  const accountable = [...chat.peers.values()].filter(
    (peer) => !peer.deaf && !peer.uncertain && !peer.leaving,
  );
  await Promise.all(accountable.map((peer) => peer.wholeFrames()));
  for (const peer of chat.peers.values()) checkAccounted(chat, peer);
  checkPrivateConnections(chat);
  checkDistinctIds(chat);
  return auditor;
}

let auditors = 0;
function nextAuditor(): string {
  return `${process.pid}-${++auditors}`;
}

/** Peers of which it can be said what they must have been told. */
function listeners(chat: Chat): ChatPeer[] {
  return chat.present().filter((peer) => !peer.deaf && !peer.uncertain);
}

/** Ends the connections that the server was free to end, so that their departure is due either way. */
function endUncertain(chat: Chat): void {
  for (const peer of chat.peers.values()) {
    if (peer.registered && peer.uncertain && !peer.leaving)
      peer.leave('close', peer.gone ? 'dropped' : 'mid-frame');
  }
}

/**
 * Waits until each peer's roster is exactly the others that are registered (COSP-3-2). What is missing is blamed
 * on the requirement of that announcement, or on `blames`.
 */
export async function awaitRosters(chat: Chat, blames?: string): Promise<void> {
  const peers = [...chat.peers.values()];
  const held = new Set(peers.filter((peer) => peer.registered && !peer.leaving).map((peer) => peer.key));
  const mustBeSeen = listeners(chat);
  // Also one that has gone before it knew that it was accepted: it may have been announced.
  const mustBeGone = peers.filter(
    (peer) => (peer.leaving || (!peer.registered && peer.gone)) && !held.has(peer.key),
  );
  const due = { held, mustBeSeen, mustBeGone, blames };
  await Promise.all(mustBeSeen.map((peer) => awaitRoster(chat, peer, due)));
  checkConnected(chat);
}

interface RosterDue {
  held: ReadonlySet<string>;
  mustBeSeen: readonly ChatPeer[];
  mustBeGone: readonly ChatPeer[];
  blames: string | undefined;
}

async function awaitRoster(
  chat: Chat,
  peer: ChatPeer,
  { held, mustBeSeen, mustBeGone, blames }: RosterDue,
): Promise<void> {
  for (const other of mustBeSeen) {
    if (other !== peer && peer.view?.idOf(other.key) === undefined) await chat.idOf(peer, other, blames);
  }
  const findExtra = (): string | undefined =>
    [...(peer.view?.keys() ?? [])].find((key) => !held.has(key) && !chat.isStranger(key));
  for (let extra = findExtra(); extra !== undefined; extra = findExtra()) {
    const departed = mustBeGone.find(({ key }) => key === extra);
    if (!departed) {
      throw new Violation(`"${peer.name}" has ${shown(extra)} in its roster, which is not registered`, {
        blames: 'COSP-3-2',
        expected: 'first list + joins - departures = the others that are registered',
      });
    }
    await awaitDeparture(peer, departed, blames);
  }
}

function checkConnected(chat: Chat): void {
  for (const peer of chat.peers.values()) {
    if (peer.registered && !peer.leaving && !peer.uncertain && !peer.deaf && peer.gone) {
      throw new Violation(`the server ended the connection of "${peer.name}"`, {
        ...(chat.privateConnections.sides.length > 0 && { blames: 'COSP-6.2-7', presumed: true }),
        ...(chat.attendance.isContested(peer) && { blames: 'COSP-2.2-4', presumed: false }),
        expected: 'the connection stays open',
        actual: peer.unseen(),
        peer: peer.name,
      });
    }
  }
}

/** Every frame that came was looked at by a step, to the last byte. */
function checkAccounted(chat: Chat, peer: ChatPeer): void {
  if (peer.problem) throw peer.problem;
  if (peer.deaf || peer.uncertain || peer.leaving) return;
  const unexpected = peer.unlooked();
  if (unexpected) throw unexpectedFrame(chat, peer, unexpected);
  if (peer.refusals > 0) {
    throw new Violation(`"${peer.name}" was told that its pseudonym is in use, which it is not`, {
      peer: peer.name,
    });
  }
  const rest = peer.pendingBytes;
  if (rest.length > 0) {
    const type = peer.view ? 'server_response' : 'connection_reply';
    throw new Violation(`"${peer.name}" got bytes that are not a whole frame`, {
      expected: 'whole frames only',
      actual: `${rest.length} bytes over`,
      peer: peer.name,
      frame: { type, bytes: Buffer.from(rest) },
    });
  }
}

/** The violation for a frame that nothing in the scenario called for. */
export function unexpectedFrame(chat: Chat, peer: ChatPeer, frame: Received): Violation {
  return new Violation(`"${peer.name}" got a frame that nothing called for: ${frame.summary}`, {
    ...(blameForOwn(chat, peer, frame) ?? blameForUncalled(chat, peer, frame) ?? blameForHolder(chat, peer)),
    expected: 'no such frame',
    actual: frame.summary,
    peer: peer.name,
    frame: { type: frame.type, bytes: frame.bytes },
  });
}

/** A message that comes back to its sender (COSP-4-3, COSP-5.1-2). */
function blameForOwn(chat: Chat, peer: ChatPeer, frame: Received): { blames: string } | undefined {
  if (frame.id === undefined || !chat.isOwnId(peer, frame.id)) return undefined;
  if (frame.code === Cosp.ResponseCode.BROADCAST) return { blames: 'COSP-4-3' };
  return frame.code === Cosp.ResponseCode.DIRECT ? { blames: 'COSP-5.1-2' } : undefined;
}

/** Who has a pseudonym that somebody else was refused gets no frame for that (COSP-2.2-4). */
function blameForHolder(chat: Chat, peer: ChatPeer): { blames: string } | undefined {
  return chat.attendance.isContested(peer) ? { blames: 'COSP-2.2-4' } : undefined;
}

/** No two registered clients share an identifier (COSP-1-4). */
function checkDistinctIds(chat: Chat): void {
  const holders = new Map<number, string>();
  for (const peer of listeners(chat)) {
    const id = chat.ledger.idsOf(peer.key).at(-1);
    if (id === undefined) continue;
    const holder = holders.get(id);
    if (holder !== undefined) {
      throw new Violation(`"${holder}" and "${peer.name}" have the same identifier ${id}`, {
        blames: 'COSP-1-4',
      });
    }
    holders.set(id, peer.name);
  }
}
