import type { Actor } from './actor';

/** Blames that are kept; the first ones tell most. */
const MOST_BLAMES = 20;

/** Who is there, what each has sent, and what does not add up. */
export class Ledger {
  readonly #actors = new Map<number, Actor>();
  readonly #ids = new Map<number, number>();
  readonly #waiting = new Map<number, () => void>();
  readonly blames: string[] = [];
  /** Messages that have come and were checked. */
  deliveries = 0;
  /** Of those that have left: messages to everybody, and to one. */
  #past = { broadcasts: 0, directs: 0, absents: 0 };

  get actors(): Iterable<Actor> {
    return this.#actors.values();
  }

  /** Sent so far, and answered that the addressee was absent. */
  get totals(): { broadcasts: number; directs: number; absents: number } {
    const totals = { ...this.#past };
    for (const { sent, directsSent, absents } of this.#actors.values()) {
      totals.broadcasts += sent;
      totals.directs += directsSent;
      totals.absents += absents;
    }
    return totals;
  }

  actor(number: number): Actor | undefined {
    return this.#actors.get(number);
  }

  add(actor: Actor): void {
    this.#actors.set(actor.number, actor);
  }

  /** @throws Error for an actor that nobody has heard of. */
  idOf(number: number): number {
    const id = this.#ids.get(number);
    if (id === undefined) throw new Error(`nobody has heard of ${number}`);
    return id;
  }

  /** Waits until somebody has heard of an actor. */
  known(number: number): Promise<void> {
    if (this.#ids.has(number)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }

  /** Somebody has heard of an actor; all are told the same identifier. */
  isKnown(number: number, id: number): void {
    const known = this.#ids.get(number);
    if (known !== undefined && known !== id) this.blame(`${number} is known as ${known} and as ${id}`);
    this.#ids.set(number, id);
    this.#waiting.get(number)?.();
    this.#waiting.delete(number);
  }

  blame(what: string): void {
    if (this.blames.length < MOST_BLAMES) this.blames.push(what);
  }

  /**
   * Checks that everything adds up. To be asked when all is quiet: each has fenced after each had fenced. Forgets those
   * that have left.
   */
  settle(): void {
    for (const actor of this.#actors.values()) {
      if (!actor.gone) actor.settle();
      this.#settleAbsences(actor);
    }
    for (const actor of [...this.#actors.values()]) if (actor.gone) this.#forget(actor);
  }

  /**
   * A direct message has come, or its addressee had left: then its sender was told so. Only what was on the way to who
   * was reset may have got lost.
   */
  #settleAbsences(sender: Actor): void {
    for (const [number, sent] of sender.directs) {
      const addressee = this.#actors.get(number);
      if (!addressee?.gone) continue;
      const lost = sent - addressee.directsFrom(sender.number, sent);
      sender.owed.sure += addressee.gone === 'reset' ? 0 : lost;
      sender.owed.atMost += lost;
      sender.directs.delete(number);
    }
    const { absents, owed } = sender;
    if (absents < owed.sure || absents > owed.atMost)
      this.blame(`${sender.number} was told ${absents} absences of ${owed.sure} to ${owed.atMost}`);
  }

  #forget({ number, sent, directsSent, absents }: Actor): void {
    this.#actors.delete(number);
    this.#ids.delete(number);
    this.#past.broadcasts += sent;
    this.#past.directs += directsSent;
    this.#past.absents += absents;
  }
}
