/** Another client, as the server names it. */
export interface RosterEntry {
  /** Any SHORT, 0 and negative ones too. Given to somebody else once this client has left. */
  readonly idClient: number;
  readonly pseudonym: string;
}

/**
 * Who is registered besides this client: at each moment the first list plus joins minus departures (COSP-3-1). It is
 * live, and reads like a Map from pseudonym to identifier. Has this client's own entry only where the server lists it
 * (COSP-2.1-7).
 */
export interface RosterView extends Iterable<readonly [pseudonym: string, idClient: number]> {
  /** How many entries there are. */
  readonly size: number;
  /** Whether somebody has the pseudonym. */
  has(pseudonym: string): boolean;
  /** Identifier of the client with this pseudonym. */
  get(pseudonym: string): number | undefined;
  /** Pseudonym of the client with this identifier. */
  pseudonymOf(idClient: number): string | undefined;
  /** All pseudonyms. */
  keys(): IterableIterator<string>;
}

/** A roster as its client keeps it; others get the view. */
export class Roster implements RosterView {
  readonly #byIdentifier = new Map<number, RosterEntry>();
  /** Several identifiers under one pseudonym are a server's fault, which is no reason to lose one of them. */
  readonly #byPseudonym = new Map<string, Set<number>>();

  get size(): number {
    return this.#byIdentifier.size;
  }

  has(pseudonym: string): boolean {
    return this.#byPseudonym.has(pseudonym);
  }

  get(pseudonym: string): number | undefined {
    return this.#byPseudonym.get(pseudonym)?.values().next().value;
  }

  pseudonymOf(idClient: number): string | undefined {
    return this.#byIdentifier.get(idClient)?.pseudonym;
  }

  *keys(): IterableIterator<string> {
    for (const { pseudonym } of this.#byIdentifier.values()) yield pseudonym;
  }

  *[Symbol.iterator](): IterableIterator<readonly [pseudonym: string, idClient: number]> {
    for (const { pseudonym, idClient } of this.#byIdentifier.values()) yield [pseudonym, idClient];
  }

  /** The entry with this identifier. */
  entry(idClient: number): RosterEntry | undefined {
    return this.#byIdentifier.get(idClient);
  }

  /**
   * Follows a join, also of an identifier that is known under another pseudonym (COSP-3.2-6).
   * @returns the entry that it takes the place of, which a sound server never brings about.
   */
  add(entry: RosterEntry): RosterEntry | undefined {
    const former = this.remove(entry.idClient);
    this.#byIdentifier.set(entry.idClient, entry);
    const holders = this.#byPseudonym.get(entry.pseudonym);
    if (holders) holders.add(entry.idClient);
    else this.#byPseudonym.set(entry.pseudonym, new Set([entry.idClient]));
    return former;
  }

  /**
   * Follows a departure.
   * @returns the entry that is no longer there; undefined when there was none.
   */
  remove(idClient: number): RosterEntry | undefined {
    const entry = this.#byIdentifier.get(idClient);
    if (entry === undefined) return undefined;
    this.#byIdentifier.delete(idClient);
    const holders = this.#byPseudonym.get(entry.pseudonym);
    holders?.delete(idClient);
    if (holders?.size === 0) this.#byPseudonym.delete(entry.pseudonym);
    return entry;
  }
}
