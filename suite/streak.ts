import { Blocked, Violation } from './judgement';

/** So many scenarios in a row that fail by the same requirement: all others would. */
const LONG = 30;

/**
 * What the latest scenarios had in common. A server that breaks what everything else begins with fails in each of hundreds
 * of scenarios, mostly after a wait in vain: the rest is not run.
 */
export class Streak {
  #by: string | undefined;
  #length = 0;

  /** Takes the end of a scenario about `requirement`; without a violation it has passed, or tells nothing. */
  note(requirement: string, failure: unknown): void {
    const by = failure instanceof Violation ? (failure.details.blames ?? requirement) : undefined;
    this.#length = by !== undefined && by === this.#by ? this.#length + 1 : 1;
    this.#by = by;
  }

  /** @throws Blocked when a scenario about `requirement` would fail as those before it; the broken one's own are run. */
  check(requirement: string): void {
    if (this.#by === undefined || this.#length < LONG || requirement === this.#by) return;
    throw new Blocked(`the ${this.#length} scenarios before it have all failed by ${this.#by}`, this.#by);
  }
}
