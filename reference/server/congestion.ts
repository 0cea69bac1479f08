import type { ClientConnection } from './client';

/**
 * Lets slow readers slow down those who write to them, so that a fast sender does not push readers past their bound;
 * but only for a grace, so that a client that reads nothing does not hold up the others (COSP-7-2).
 *
 * A client whose backlog is high is behind. Whoever sends to a client that is behind is held. After the grace the
 * client counts as stalled: nobody waits for it any more, until it has caught up or its queue is full and it is dropped.
 */
export class Congestion {
  readonly #behind = new Map<ClientConnection, NodeJS.Timeout>();
  readonly #stalled = new Set<ClientConnection>();
  readonly #held = new Set<ClientConnection>();
  /** Backlog, in bytes, from which on a client is behind. */
  readonly high: number;
  readonly #low: number;

  /** @param grace in milliseconds. */
  constructor(
    maxQueuedBytes: number,
    private readonly grace: number,
  ) {
    this.high = maxQueuedBytes / 8;
    this.#low = maxQueuedBytes / 16;
  }

  /** How many clients are behind or stalled. */
  get slowReaders(): number {
    return this.#behind.size + this.#stalled.size;
  }

  /** How many clients wait for others to catch up. */
  get heldSenders(): number {
    return this.#held.size;
  }

  /** Takes note of how much waits for a client. */
  review(recipient: ClientConnection, backlog: number): void {
    if (backlog <= this.high && this.slowReaders === 0) return;
    if (backlog <= this.#low) this.#caughtUp(recipient);
    else if (backlog > this.high && !this.#isSlow(recipient)) {
      const timer = setTimeout(() => this.#stall(recipient), this.grace);
      this.#behind.set(recipient, timer);
    }
  }

  /** Holds a client that has written to one other. */
  holdFor(recipient: ClientConnection, sender: ClientConnection): void {
    if (this.#behind.has(recipient)) this.#hold(sender);
  }

  /** Holds a client that has written to everybody. */
  holdForAll(sender: ClientConnection): void {
    if (this.#behind.size > 0) this.#hold(sender);
  }

  /** A connection is gone: nobody waits for it, and it waits for nobody. */
  forget(connection: ClientConnection): void {
    this.#held.delete(connection);
    this.#caughtUp(connection);
  }

  #isSlow(recipient: ClientConnection): boolean {
    return this.#behind.has(recipient) || this.#stalled.has(recipient);
  }

  #hold(sender: ClientConnection): void {
    this.#held.add(sender);
    sender.hold();
  }

  #caughtUp(recipient: ClientConnection): void {
    this.#stalled.delete(recipient);
    this.#stopWaitingFor(recipient);
  }

  #stall(recipient: ClientConnection): void {
    this.#stalled.add(recipient);
    this.#stopWaitingFor(recipient);
  }

  #stopWaitingFor(recipient: ClientConnection): void {
    const timer = this.#behind.get(recipient);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#behind.delete(recipient);
    // All go on; who writes to another one that is behind is held again at its next frame.
    const held = [...this.#held];
    this.#held.clear();
    for (const sender of held) sender.release();
  }
}
