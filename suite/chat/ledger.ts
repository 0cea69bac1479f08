import { Violation } from '../judgement';
import { shown } from '../peer/roster-view';

/**
 * Which identifier belongs to which pseudonym, over everything that any peer of a scenario has been told
 * (COSP-1-4): each registration of a pseudonym has one identifier, the same towards everybody.
 */
export class Ledger {
  readonly #asked = new Map<string, number>();
  readonly #ids = new Map<string, Set<number>>();
  readonly #seen = new Set<number>();

  /** A client of the scenario is about to ask for the pseudonym: from now on it may have one identifier more. */
  asking(key: string): void {
    this.#asked.set(key, (this.#asked.get(key) ?? 0) + 1);
  }

  /** Whether anybody of this scenario has asked for the pseudonym. */
  hasAsked(key: string): boolean {
    return this.#asked.has(key);
  }

  /** The pseudonyms that somebody has asked for. */
  asked(): IterableIterator<string> {
    return this.#asked.keys();
  }

  /** A list or an announcement gave `id` for the pseudonym. */
  observe(key: string, id: number, observer: string): void {
    this.#seen.add(id);
    const ids = this.#ids.get(key) ?? new Set();
    this.#ids.set(key, ids.add(id));
    if (ids.size > Math.max(1, this.#asked.get(key) ?? 0)) {
      throw new Violation(`${shown(key)} has different identifiers in different frames`, {
        blames: 'COSP-1-4',
        expected: 'the same identifier in every frame to every client',
        actual: `${[...ids].join(' and ')}, the last one to "${observer}"`,
      });
    }
  }

  /** Whether anybody was told of this identifier. */
  hasIdentifier(id: number): boolean {
    return this.#seen.has(id);
  }

  /** All identifiers told for the pseudonym, in the order in which they were first seen. */
  idsOf(key: string): number[] {
    return [...(this.#ids.get(key) ?? [])];
  }
}
