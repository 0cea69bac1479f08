import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import { type RosterView, shown } from '../peer/roster-view';
import { blameForCut } from './altered';
import { Ledger } from './ledger';

/** A server that has accepted so many has no fault that shows with one client. */
const CROWD = 50;

/** What the attendance has to know of the scenario that it is kept for. */
export interface AttendanceOf {
  readonly peers: ReadonlyMap<string, ChatPeer>;
  /** Peers that are registered and whose connection is open. */
  present(): ChatPeer[];
  /** Whether somebody of that pseudonym may be in a roster although no peer of the scenario has it. */
  isStranger(key: string): boolean;
  /** Whether an earlier scenario on this server has asked for the pseudonym. */
  isFormer(key: string): boolean;
  /** The ports that were declared for private connections of the scenario, and the connections from them. */
  readonly privateConnections: {
    readonly declarations: readonly unknown[];
    readonly sides: readonly unknown[];
  };
}

/**
 * Who has asked for a pseudonym, who was there then, and whose departure has been announced: what the suite knows
 * for sure of a roster. Every list, join and departure that a peer is told of is checked against it at once.
 */
export class Attendance {
  readonly ledger = new Ledger();
  readonly #departed = new Set<string>();
  /** Keys of those whose departure somebody had been told of when a peer asked, and that nobody has asked for since. */
  readonly #departedWhenAsked = new Map<ChatPeer, Set<string>>();
  /** Those that were registered when a peer asked for its pseudonym. */
  readonly #presentWhenAsked = new Map<ChatPeer, ReadonlySet<ChatPeer>>();

  /** Keys of pseudonyms that somebody was refused. */
  readonly #refused = new Set<string>();
  /** Those that were refused a pseudonym, whatever became of them. */
  readonly #refusedBefore = new Set<ChatPeer>();
  /** Those that asked for a pseudonym whose holder had left. */
  readonly #freeAgain = new Set<ChatPeer>();

  constructor(private readonly chat: AttendanceOf) {}

  /** A peer is about to ask for its pseudonym. */
  asking(peer: ChatPeer): void {
    const isFirst = !this.ledger.hasAsked(peer.key) && this.chat.isFormer(peer.key);
    if (isFirst || this.#departed.has(peer.key)) this.#freeAgain.add(peer);
    this.ledger.asking(peer.key);
    this.#departed.delete(peer.key);
    for (const departed of this.#departedWhenAsked.values()) departed.delete(peer.key);
    this.#departedWhenAsked.set(peer, new Set(this.#departed));
    this.#presentWhenAsked.set(peer, new Set(this.chat.present()));
  }

  /** Whether a registered client has the pseudonym that the peer asks for. */
  isInUse(peer: ChatPeer): boolean {
    return this.chat.present().some((other) => other !== peer && other.key === peer.key);
  }

  /**
   * Whether so many are registered that the server may have no room for the peer. Where it is turned away, the answers to those
   * who have asked before it may still be on their way: they are waited for.
   */
  async isCrowded(peer: ChatPeer): Promise<boolean> {
    const others = [...this.chat.peers.values()].filter((other) => other !== peer && other.hasSent);
    if (others.length < CROWD) return false;
    await Promise.all(others.map((other) => other.answered()));
    return this.chat.present().filter((other) => other !== peer).length >= CROWD;
  }

  /** Whether `id` was told of a client that leaves, or has left. */
  isLeaving(id: number): boolean {
    return [...this.chat.peers.values()].some(
      (peer) => peer.leaving && this.ledger.idsOf(peer.key).includes(id),
    );
  }

  /** Whether the pseudonym that the peer asks for was somebody's whose departure was announced. */
  isFreeAgain(peer: ChatPeer): boolean {
    return this.#freeAgain.has(peer) && !this.isInUse(peer);
  }

  /** Whether somebody was refused the pseudonym of the peer, which must not notice (COSP-2.2-4). */
  isContested(peer: ChatPeer): boolean {
    return peer.registered && this.#refused.has(peer.key);
  }

  /** A peer was refused its pseudonym. */
  refused(peer: ChatPeer): void {
    this.#refused.add(peer.key);
    this.#refusedBefore.add(peer);
  }

  #refusedOf(key: string): ChatPeer[] {
    return [...this.chat.peers.values()].filter(
      (other) => other.key === key && !other.registered && other.hasSent,
    );
  }

  /**
   * The requirement that is broken when `viewer` never hears of `other`: the announcement's or the list's, or that
   * of both together where the two registered at the same time.
   */
  blameForMissing(viewer: ChatPeer, other: ChatPeer): string {
    if (this.#presentWhenAsked.get(other)?.has(viewer)) return 'COSP-3.1-1';
    return this.#presentWhenAsked.get(viewer)?.has(other) ? 'COSP-2.1-2' : 'COSP-3-2';
  }

  /** Checks a newcomer's list: everybody who was there, nobody who is not (COSP-2.1-2, COSP-2.1-3). */
  accepted(peer: ChatPeer, view: RosterView): void {
    const missing = [...(this.#presentWhenAsked.get(peer) ?? [])].find(
      (other) => other !== peer && isCertain(other) && view.idOf(other.key) === undefined,
    );
    for (const [id, key] of view.entries()) {
      this.ledger.observe(key, id, peer.name);
      this.#checkListed(peer, key, missing === undefined);
    }
    this.#departedWhenAsked.delete(peer);
    if (view.own !== undefined) this.ledger.observe(peer.key, view.own, peer.name);
    if (missing) {
      throw new Violation(`the list has no entry for "${missing.name}", which is registered`, {
        blames: 'COSP-2.1-2',
        // The server may have dropped it a moment ago, for something that the scenario is about.
        presumed: true,
        expected: 'every other registered client in the list',
        actual: `${view.size} entries: ${[...view.keys()].slice(0, 10).map(shown).join(', ')}`,
      });
    }
  }

  /** `isExtra` tells an entry too many from one whose pseudonym was changed on the way. */
  #checkListed(peer: ChatPeer, key: string, isExtra: boolean): void {
    if (this.chat.isStranger(key)) return;
    const departed = this.#departedWhenAsked.get(peer)?.has(key);
    if (!departed && this.ledger.hasAsked(key)) return;
    const hasLeft = departed || this.chat.isFormer(key);
    const why = hasLeft
      ? 'whose departure was announced'
      : 'which is no pseudonym that anybody has asked for';
    // What is in no other list is likely to be a side of a private connection.
    const blames =
      !hasLeft && this.chat.privateConnections.declarations.length > 0 ? 'COSP-6.2-6' : 'COSP-2.1-3';
    const altered = hasLeft ? {} : this.#blameForAltered(key);
    throw new Violation(`the list has ${shown(key)}, ${why}`, {
      blames: hasLeft || isExtra ? blames : undefined,
      ...altered,
      expected: 'registered clients only',
    });
  }

  /**
   * A second client under a pseudonym that is taken is the one that was refused (COSP-2.2-2). One under the
   * identifier of somebody who is known to have gone shows that this departure was not told (COSP-3-2).
   */
  entering(peer: ChatPeer, view: RosterView, id: number, key: string): void {
    const holder = view.pseudonymOf(id);
    if (holder !== undefined && holder !== key && this.#hasGone(holder)) {
      throw new Violation(
        `${shown(key)} has the identifier ${id} of ${shown(holder)}, which was not told to leave`,
        {
          blames: 'COSP-3-2',
          expected: `response 1 with ${id} before it is given again`,
        },
      );
    }
    const isOwn = key === peer.key;
    const isSecond = isOwn ? view.toldOfSelf || (view.own ?? id) !== id : view.idOf(key) !== undefined;
    if (!isSecond) return;
    if (this.#departedWhenAsked.has(peer) && [...this.#freeAgain].some((other) => other.key === key)) {
      throw new Violation(`the list has ${shown(key)} twice, of which one has left`, {
        blames: 'COSP-2.1-2',
        presumed: true,
        expected: 'each registered client once',
      });
    }
    if (!(this.#refused.has(key) || this.#refusedOf(key).length > 0)) return;
    throw new Violation(`${shown(key)} was in the list or announced twice: a client was refused it`, {
      blames: 'COSP-2.2-2',
      expected: 'nothing about a refused client, which is not registered',
    });
  }

  /** A peer has been told of a join. */
  joined(peer: ChatPeer, id: number, key: string): void {
    this.ledger.observe(key, id, peer.name);
    if (!this.ledger.hasAsked(key) && !this.chat.isStranger(key)) {
      throw new Violation(`${shown(key)} was announced, which is no pseudonym that anybody has asked for`, {
        // Nobody's pseudonym at all is likely to be a refused client, or a side of a private connection.
        ...(this.#refusedBefore.size > 0 && { blames: 'COSP-2.2-2', presumed: true }),
        ...(this.chat.privateConnections.declarations.length > 0 && { blames: 'COSP-6.2-6', presumed: true }),
        ...this.#blameForAltered(key),
        expected: 'the pseudonyms of registered clients, byte for byte',
      });
    }
  }

  /**
   * What is presumably wrong where a pseudonym is not the one that was asked for, but a part of it: its size was that of
   * an earlier one which was refused, or the number of its characters, or it is too long for the server.
   */
  #blameForAltered(key: string): { blames?: string; presumed?: boolean } {
    const origin = [...this.ledger.asked()].find((asked) => asked !== key && asked.startsWith(key));
    if (key === '' || origin === undefined) return {};
    const holders = [...this.chat.peers.values()].filter((peer) => peer.key === origin);
    if (holders.some((peer) => this.#refusedBefore.has(peer)))
      return { blames: 'COSP-2.2-3', presumed: true };
    const blames = blameForCut(Buffer.from(origin, 'latin1'), key.length);
    return blames === undefined ? {} : { blames, presumed: true };
  }

  #hasGone(key: string): boolean {
    const holders = [...this.chat.peers.values()].filter((other) => other.key === key && other.registered);
    if (holders.length === 0) return !this.ledger.hasAsked(key) && this.chat.isFormer(key);
    return holders.every((other) => other.leaving);
  }

  /** Somebody is about to be taken out of a roster in which it must be. */
  leaving(view: RosterView, id: number): void {
    if (view.pseudonymOf(id) !== undefined || view.hasDeparted(id) || !this.ledger.hasIdentifier(id)) return;
    throw new Violation(
      `the departure of identifier ${id} was announced, of whose joining nothing was told`,
      {
        blames: 'COSP-3-2',
        expected: 'the joining before the departure',
      },
    );
  }

  /** A peer has been told of a departure. */
  left(peer: ChatPeer, key: string): void {
    const holders = [...this.chat.peers.values()].filter((other) => other.key === key);
    const there = holders.find(isCertain);
    // An earlier holder's departure may be told after a later one was accepted.
    const mayBeEarlier = holders.some((other) => other.registered && other.leaving);
    if (there && !mayBeEarlier) throw this.#leftThough(there, peer);
    if (!holders.some((other) => !other.leaving)) this.#departed.add(key);
  }

  /**
   * The departure of somebody who is there is often that of a client that was refused its pseudonym, or of a side of a
   * private connection. Else the server has mostly just dropped it, for something that the scenario is about.
   */
  #leftThough(there: ChatPeer, told: ChatPeer): Violation {
    const [refused] = this.#refusedOf(there.key);
    return new Violation(`"${told.name}" was told that "${there.name}" has left, which is still registered`, {
      ...(this.chat.privateConnections.sides.length > 0 && {
        blames: 'COSP-6.2-6',
        presumed: true,
        otherwise: 'COSP-6.2-7',
      }),
      ...(refused && {
        blames: refused.leaving || refused.gone ? 'COSP-3.2-4' : 'COSP-2.2-4',
        presumed: false,
      }),
      expected: 'response 1 for clients that have left, and for no others',
    });
  }
}

/** Whether the peer is registered for sure, and the server had no reason to end its connection. */
function isCertain(peer: ChatPeer): boolean {
  return peer.present && !peer.uncertain && !peer.deaf;
}
