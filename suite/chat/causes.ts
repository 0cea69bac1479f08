import { decode, ResponseCode } from '../../wire';
import { Violation, type ViolationDetails } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import { Received } from '../peer/received';
import type { Chat } from './chat';
import { blameForMisdirected } from './misdirected';
import { ServerTrials } from './server-trials';

/** How long the end of a connection is waited for that has been announced already, in milliseconds. */
const END_NOTICE = 250;
/** Bytes of a response 4: the code and the identifier. */
const REQUESTED_SIZE = 3;

/** The requirements of updates of the roster. */
const UPDATES = /^COSP-3(\.[12])?-/;

/** What is presumably broken, and how that is known. */
interface Cause {
  blames: string;
  why: string;
}

/**
 * Puts failures down to their likely causes: a fault of the server often shows first where something else is looked at. The
 * causes are presumed: the verdict drops them where their own scenarios hold. One for each server under test.
 */
export class Causes {
  readonly #trials = new ServerTrials();

  /**
   * Changes what the failure of a scenario of `requirement` is put down to, where what has come to its peers, or a trial,
   * tells the cause.
   */
  async name(chat: Chat, requirement: string, failure: unknown): Promise<void> {
    if (!(failure instanceof Violation)) return;
    const { details } = failure;
    const isSure =
      ![undefined, requirement].includes(details.blames) && !details.presumed && !details.missing;
    const plain = tornMessage(chat) ?? (await this.#deafHolder(chat, details)) ?? forAnother(chat, details);
    const cause = plain ?? (isSure ? undefined : await this.#causeOf(chat, details));
    if (!cause) return;
    Object.assign(details, { blames: cause.blames, presumed: true });
    details.actual = details.actual === undefined ? cause.why : `${details.actual}; ${cause.why}`;
  }

  async #causeOf(chat: Chat, details: ViolationDetails): Promise<Cause | undefined> {
    const seen = (await endBehindAbsent(chat)) ?? requestForAnother(chat, details);
    if (seen || !details.missing) return seen;
    return (await heldUp(chat, details)) ?? takenForSide(chat, details) ?? (await this.#lostFirst(chat));
  }

  /** What a client sends right after its acceptance is lost (COSP-2.1-5). */
  async #lostFirst(chat: Chat): Promise<Cause | undefined> {
    if (!(await this.#trials.losesFirst(chat))) return undefined;
    const why =
      'what a client sends right after its acceptance is lost, as a trial with another client showed';
    return { blames: 'COSP-2.1-5', why };
  }

  /** One whose pseudonym somebody else has asked for is told less of the roster than others are (COSP-2.2-4). */
  async #deafHolder(
    chat: Chat,
    { peer: name, missing, blames }: ViolationDetails,
  ): Promise<Cause | undefined> {
    const peer = name === undefined ? undefined : chat.peers.get(name);
    const isUpdate = missing && (blames === undefined || UPDATES.test(blames));
    if (!peer || !(isUpdate || blames === 'COSP-3.1-2') || !chat.attendance.isContested(peer))
      return undefined;
    if (!(await this.#trials.deafensHolders(chat))) return undefined;
    const why = `somebody was refused the pseudonym of "${peer.name}", and who holds such a one is not told, as a trial showed`;
    return { blames: 'COSP-2.2-4', why };
  }
}

/** A message for somebody else at one who has not been told of its sender (COSP-5.1-2, COSP-5.2-3). */
function forAnother(chat: Chat, { peer: name, frame, blames }: ViolationDetails): Cause | undefined {
  const peer = name === undefined ? undefined : chat.peers.get(name);
  if (!peer || !frame || blames !== 'COSP-3.1-2') return undefined;
  const received = new Received({ frame: decode('server_response', frame.bytes), bytes: frame.bytes });
  const stray = blameForMisdirected(chat, peer, received);
  if (!stray) return undefined;
  return { blames: stray.blames, why: `"${peer.name}" got a message that is not for it` };
}

/** A message into which another one was written (COSP-4-6). */
function tornMessage(chat: Chat): Cause | undefined {
  const peer = [...chat.peers.values()].find(({ hasTorn }) => hasTorn);
  if (!peer) return undefined;
  return { blames: 'COSP-4-6', why: `"${peer.name}" got a message with the head of another one in it` };
}

/** The end of a client's connection right behind a -1 (COSP-5.2-4, COSP-6.1-3). */
async function endBehindAbsent(chat: Chat): Promise<Cause | undefined> {
  const told = [...chat.peers.values()].filter(
    (peer) => peer.registered && peer.lastToldAbsent && !peer.leaving && !peer.uncertain && !peer.deaf,
  );
  const ends = await Promise.all(
    told.map((peer) => peer.connection.until(() => peer.gone || undefined, END_NOTICE)),
  );
  const peer = told.find((_, index) => ends[index]);
  if (!peer) return undefined;
  const blames = wasPrivate(peer) ? 'COSP-6.1-3' : 'COSP-5.2-4';
  return { blames, why: `the server ended the connection of "${peer.name}" right behind a response -1` };
}

/** Whether the absent one that the peer has addressed was asked for a private connection. */
function wasPrivate({ addressees, view }: ChatPeer): boolean {
  const isAbsent = (id: number): boolean => view?.pseudonymOf(id) === undefined;
  return [...addressees.private].some(isAbsent) && ![...addressees.direct].some(isAbsent);
}

/** A private request at one whom the requester has not asked (COSP-6-2). */
function requestForAnother(chat: Chat, { peer: name, frame }: ViolationDetails): Cause | undefined {
  const peers = [...chat.peers.values()];
  const isOf = (peer: ChatPeer, id: number): boolean => chat.ledger.idsOf(peer.key).includes(id);
  for (const peer of peers) {
    const offending = peer.name === name && frame ? [frame.bytes] : [];
    for (const bytes of [...offending, ...peer.inbox.map((received) => received.bytes)]) {
      if (bytes[0] !== ResponseCode.PRIVATE_REQUESTED || bytes.length !== REQUESTED_SIZE) continue;
      const id = Buffer.from(bytes).readInt16BE(1);
      const requester = peers.find((other) => isOf(other, id));
      const asked = [...(requester?.addressees.private ?? [])];
      if (asked.length === 0 || asked.some((addressee) => isOf(peer, addressee))) continue;
      return { blames: 'COSP-6-2', why: `"${peer.name}" got a private request that is for somebody else` };
    }
  }
  return undefined;
}

/** A newcomer that is answered as soon as those that have connected before and never registered are gone (COSP-7-3). */
async function heldUp(chat: Chat, { peer: name }: ViolationDetails): Promise<Cause | undefined> {
  const peer = name === undefined ? undefined : chat.peers.get(name);
  if (!peer || peer.registered || peer.gone || peer.bytesReceived > 0) return undefined;
  const idle = [...chat.peers.values()].filter(
    (other) => other !== peer && !other.registered && !other.gone && !other.leaving,
  );
  if (idle.length === 0) return undefined;
  for (const other of idle) other.leave('close');
  const answered = (): boolean => peer.registered || peer.refusals > 0;
  await peer.connection.until(() => (answered() || peer.gone ? true : undefined));
  if (!answered()) return undefined;
  const why = `it came when the ${idle.length} that had connected and were not registered had gone`;
  return { blames: 'COSP-7-3', why };
}

/** A newcomer that nobody answers where there are, or were, private connections (COSP-6.2-10). */
function takenForSide(chat: Chat, { peer: name }: ViolationDetails): Cause | undefined {
  const peer = name === undefined ? undefined : chat.peers.get(name);
  if (!peer || peer.registered || peer.bytesReceived > 0) return undefined;
  if (chat.privateConnections.sides.length === 0) return undefined;
  const why = 'it may have been taken for a side of a private connection';
  return { blames: 'COSP-6.2-10', why };
}
