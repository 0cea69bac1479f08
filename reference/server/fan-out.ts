import type { Outbox } from './outbox';

/** A turn that has brought together so much is closed early, so that slow readers are noticed before it gets more. */
const TURN_BYTES = 256 * 1024;

/**
 * Brings bytes to one client or to all. A frame is encoded once and its bytes are shared; they leave at the end of
 * the turn of the event loop, so that each socket gets one write for all frames of the turn (the cost of a chat
 * server is its system calls). `setImmediate` closes a turn: it runs after all sockets that were readable were read.
 */
export class FanOut {
  readonly #members = new Set<Outbox>();
  #awaitingFlush: Outbox[] = [];
  #turnBytes = 0;
  #turnWillEnd = false;

  /** From now on `toAllExcept` reaches this outbox. */
  add(member: Outbox): void {
    this.#members.add(member);
  }

  /** From now on `toAllExcept` does not reach this outbox. */
  remove(member: Outbox): void {
    this.#members.delete(member);
  }

  /** Sends to one outbox, member or not. */
  toOne(recipient: Outbox, bytes: Buffer): void {
    this.#append(recipient, bytes);
    this.#count(bytes.length);
  }

  /** Sends to all members but one, which need not be a member. */
  toAllExcept(excluded: Outbox, bytes: Buffer): void {
    for (const member of this.#members) {
      if (member !== excluded) this.#append(member, bytes);
    }
    this.#count(bytes.length);
  }

  #append(recipient: Outbox, bytes: Buffer): void {
    recipient.append(bytes);
    if (recipient.awaitsFlush) return;
    recipient.awaitsFlush = true;
    this.#awaitingFlush.push(recipient);
  }

  #count(bytes: number): void {
    this.#turnBytes += bytes;
    if (this.#turnBytes > TURN_BYTES) this.#flush();
    else if (!this.#turnWillEnd) {
      this.#turnWillEnd = true;
      setImmediate(this.#endTurn);
    }
  }

  readonly #endTurn = (): void => {
    this.#turnWillEnd = false;
    this.#flush();
  };

  #flush(): void {
    const recipients = this.#awaitingFlush;
    // What flushing sets off, such as the departure of a client that is dropped, waits for the next flush.
    this.#awaitingFlush = [];
    this.#turnBytes = 0;
    for (const recipient of recipients) {
      recipient.awaitsFlush = false;
      recipient.flush();
    }
  }
}
