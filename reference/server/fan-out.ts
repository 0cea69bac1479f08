import type { Outbox } from './outbox';
import { SharedLog } from './shared-log';

/** More than this is not worth bringing together for one write. */
const MOST_TURN_BYTES = 256 * 1024;
/** So that the news of most turns lie in one piece, and go in one write. */
const LOG_SEGMENT_BYTES = 256 * 1024;
/**
 * What is sent `soon` while it comes thick and fast waits so many milliseconds for each client that it goes to: some
 * five times what the write to that client costs, so that it takes a fifth of the server's time and not all of it.
 */
const DELAY_PER_MEMBER = 0.025;
const LONGEST_DELAY = 50;

/**
 * Brings bytes to one client or to all. What goes to all is written once, into a log that the members share; at the end
 * of the turn of the event loop each member gets one write of what it has not seen of it, which for nearly all is
 * the same memory (the cost of a chat server is its system calls: with a write for each frame and member instead, a
 * hundred members get a fortieth of the messages in the same time). `setImmediate` closes a turn: it runs after all
 * sockets that were readable were read.
 *
 * Node accepts one connection in a turn, so that a thousand newcomers at once would cost a write per newcomer and
 * client. What is sent `soon` therefore waits a little when the last of its kind is only just gone; for a client that is
 * sent anything else meanwhile it goes along, before it.
 */
export class FanOut {
  readonly #members = new Set<Outbox>();
  readonly #log = new SharedLog(LOG_SEGMENT_BYTES);
  /** How much of the log the members have been offered. */
  #offered = 0;
  /** Outboxes with something of their own to send in this turn, members or not. */
  #addressed = new Set<Outbox>();
  readonly #maxTurnBytes: number;
  #turnBytes = 0;
  #urgent = false;
  #turnWillEnd = false;
  #stormTimer: NodeJS.Timeout | undefined;
  #lastSoon = Number.NEGATIVE_INFINITY;

  /**
   * @param maxTurnBytes a turn that brings together more is closed early, so that slow readers are noticed before they
   * get more.
   */
  constructor(maxTurnBytes: number) {
    this.#maxTurnBytes = Math.min(MOST_TURN_BYTES, maxTurnBytes);
  }

  /** From now on `toAllExcept` reaches this outbox. */
  add(member: Outbox): void {
    this.#members.add(member);
    member.follow(this.#log);
  }

  /** From now on `toAllExcept` does not reach this outbox. */
  remove(member: Outbox): void {
    this.#members.delete(member);
    member.unfollow();
  }

  /** Sends to one outbox, member or not. */
  toOne(recipient: Outbox, bytes: Buffer): void {
    recipient.append(bytes);
    this.#addressed.add(recipient);
    this.#count(bytes.length);
  }

  /** Sends to all members but one, which need not be a member. */
  toAllExcept(excluded: Outbox, bytes: Buffer, urgency: 'now' | 'soon'): void {
    excluded.gather();
    this.#log.add(bytes);
    excluded.passOver();
    if (urgency === 'now') {
      this.#urgent = true;
      this.#count(bytes.length);
    } else this.#scheduleSoon();
  }

  #count(bytes: number): void {
    this.#turnBytes += bytes;
    if (this.#turnBytes > this.#maxTurnBytes) this.#flushTurn();
    else this.#scheduleTurn();
  }

  #scheduleTurn(): void {
    if (this.#turnWillEnd) return;
    this.#turnWillEnd = true;
    setImmediate(this.#endTurn);
  }

  #scheduleSoon(): void {
    if (this.#stormTimer !== undefined) return;
    const delay = Math.min(LONGEST_DELAY, Math.floor(DELAY_PER_MEMBER * this.#members.size));
    const storms = performance.now() - this.#lastSoon < delay;
    if (storms) this.#stormTimer = setTimeout(this.#endStorm, delay);
    else this.#scheduleTurn();
  }

  readonly #endTurn = (): void => {
    this.#turnWillEnd = false;
    this.#flushTurn();
    if (this.#stormTimer === undefined) this.#flushSoon();
  };

  readonly #endStorm = (): void => {
    this.#stormTimer = undefined;
    this.#flushSoon();
  };

  #flushTurn(): void {
    this.#turnBytes = 0;
    if (this.#urgent) this.#flushMembers();
    // What flushing adds, such as by a client that is dropped, is for the next time.
    const addressed = this.#addressed;
    if (addressed.size === 0) return;
    this.#addressed = new Set();
    for (const outbox of addressed) outbox.flush();
  }

  #flushSoon(): void {
    if (this.#log.total === this.#offered) return;
    this.#flushMembers();
    this.#lastSoon = performance.now();
  }

  /** Also for those that are addressed by themselves, which so get a single write. */
  #flushMembers(): void {
    this.#urgent = false;
    this.#offered = this.#log.total;
    for (const member of this.#members) member.flush();
  }
}
