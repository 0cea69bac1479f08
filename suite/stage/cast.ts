/** Another client, which exists only in the script. */
export interface Member {
  readonly pseudonym: string;
  readonly identifier: number;
}

/** The others that the client under test has been told of, as the script has it: list plus joins minus departures. */
export class Cast {
  readonly #byName = new Map<string, Member>();
  readonly #present = new Map<number, Member>();
  readonly #departed = new Set<string>();
  #next = 1;

  /** The pseudonyms of those who are there. */
  get pseudonyms(): string[] {
    return [...this.#present.values()].map(({ pseudonym }) => pseudonym);
  }

  /** All who are there. */
  get present(): Member[] {
    return [...this.#present.values()];
  }

  /** An identifier that nobody has had yet. */
  unused(): number {
    while (this.#present.has(this.#next)) this.#next = following(this.#next);
    const unused = this.#next;
    this.#next = following(unused);
    return unused;
  }

  /** Somebody comes; under the scenario's name for it unless told, and with an identifier of its own. */
  enter(name: string, { pseudonym = name, identifier = this.unused() }: Partial<Member> = {}): Member {
    const member = { pseudonym, identifier };
    if (this.#present.has(identifier)) throw new Error(`the identifier ${identifier} is taken in the script`);
    this.#byName.set(name, member);
    this.#present.set(identifier, member);
    return member;
  }

  /** Somebody goes; what it had is still known. */
  leave(name: string): Member {
    const member = this.member(name);
    this.#present.delete(member.identifier);
    this.#departed.add(member.pseudonym);
    return member;
  }

  /** Nobody is there any more: the client begins anew, and is told of nobody's departure. */
  clear(): void {
    this.#present.clear();
    this.#departed.clear();
  }

  /** Whether somebody had this pseudonym who has gone since. */
  hasBeen(pseudonym: string): boolean {
    return this.#departed.has(pseudonym) && !this.pseudonyms.includes(pseudonym);
  }

  /** Whether somebody who has this pseudonym had gone before. */
  hasReturned(pseudonym: string): boolean {
    return this.#departed.has(pseudonym) && this.pseudonyms.includes(pseudonym);
  }

  /** Who has, or last had, this name in the scenario. */
  member(name: string): Member {
    const member = this.#byName.get(name);
    if (!member) throw new Error(`the scenario has no client "${name}"`);
    return member;
  }
}

/** A SHORT's next value. Behind the largest comes 0, and then those below it: they are the subject elsewhere (COSP-1-1). */
function following(identifier: number): number {
  if (identifier === 32_767) return 0;
  if (identifier === 0) return -32_768;
  return identifier === -1 ? 1 : identifier + 1;
}
