import { printable } from '../../wire';
import { Violation } from '../judgement';
import type { Received } from './received';

/** Up to so many bytes, which most pseudonyms have, a string is made of single characters. */
const SHORT = 32;

/** A pseudonym as a key of a map: each byte one character. */
export function keyOf(pseudonym: Uint8Array): string {
  const { length } = pseudonym;
  if (length > SHORT) return Buffer.from(pseudonym.buffer, pseudonym.byteOffset, length).toString('latin1');
  // With a thousand clients there are a million keys: no buffer for each.
  return String.fromCharCode.apply(null, pseudonym as unknown as number[]);
}

/** A pseudonym as a person reads it. */
export function shown(key: string): string {
  return printable(Buffer.from(key, 'latin1'), 60);
}

/**
 * What one client has been told of the others: its first list plus joins minus departures (COSP-3-2). Every
 * change is checked: what cannot be true of any roster is a violation at once.
 */
export class RosterView {
  readonly #pseudonyms = new Map<number, string>();
  readonly #identifiers = new Map<string, number>();
  readonly #departed = new Set<number>();
  /** The identifier that each pseudonym had last, also of those that have left. */
  readonly #lastIdentifiers = new Map<string, number>();
  #own: number | undefined;
  #joinsToSelf = 0;
  #listsSelf = false;

  constructor(private readonly ownKey: string) {}

  get size(): number {
    return this.#pseudonyms.size;
  }

  /** The own identifier, where the server has told it (in the list or by an announcement). */
  get own(): number | undefined {
    return this.#own;
  }

  /** Whether the list had the own entry (COSP-2.1-7). */
  get listsSelf(): boolean {
    return this.#listsSelf;
  }

  /** Whether the client was told of its own joining (COSP-3.1-3). */
  get toldOfSelf(): boolean {
    return this.#joinsToSelf > 0;
  }

  idOf(key: string): number | undefined {
    return this.#identifiers.get(key);
  }

  /** Whether the identifier was that of a client that has left, and is nobody's now. */
  hasDeparted(id: number): boolean {
    return this.#departed.has(id);
  }

  /** The identifier that the pseudonym has, or had when it left. */
  lastIdOf(key: string): number | undefined {
    return this.#lastIdentifiers.get(key);
  }

  pseudonymOf(id: number): string | undefined {
    return this.#pseudonyms.get(id);
  }

  /** The pseudonyms' keys. */
  keys(): IterableIterator<string> {
    return this.#identifiers.keys();
  }

  entries(): IterableIterator<[number, string]> {
    return this.#pseudonyms.entries();
  }

  /** Takes over one entry of the first list (COSP-2.1-2: each client exactly once). */
  list(id: number, key: string): void {
    if (key === this.ownKey) {
      if (this.#listsSelf)
        throw new Violation(`the list has the newcomer's own entry twice`, { blames: 'COSP-2.1-2' });
      this.#listsSelf = true;
      this.#own = id;
      return;
    }
    if (this.#identifiers.has(key)) {
      // Of two clients, and changed on the way, both may have become the same.
      throw new Violation(`the list has ${shown(key)} twice`, { blames: 'COSP-2.1-2', presumed: true });
    }
    this.#checkFree(id, key, 'the list');
    this.#add(id, key);
  }

  /** Takes over a response 0. */
  join(id: number, key: string): void {
    if (key === this.ownKey) {
      this.#joinSelf(id);
      return;
    }
    const known = this.#identifiers.get(key);
    if (known !== undefined) {
      throw new Violation(`${shown(key)} was announced as joining although it was already in the roster`, {
        blames: 'COSP-3.1-1',
        // It may be that its departure was not told.
        presumed: true,
        expected: 'one announcement of each client, and none of those in the list',
        actual: `a second one: identifier ${id}, known as ${known}`,
      });
    }
    this.#checkFree(id, key, 'response 0');
    this.#add(id, key);
  }

  #joinSelf(id: number): void {
    if (++this.#joinsToSelf > 1) {
      throw new Violation('the client was told twice that it has joined itself', { blames: 'COSP-3.1-1' });
    }
    if (this.#own !== undefined && this.#own !== id) {
      throw new Violation(`the own identifier was ${this.#own} in the list and is ${id} in response 0`, {
        blames: 'COSP-1-4',
      });
    }
    this.#own = id;
  }

  #checkFree(id: number, key: string, where: string): void {
    const holder = id === this.#own ? this.ownKey : this.#pseudonyms.get(id);
    if (holder !== undefined) {
      throw new Violation(`${where} gives ${shown(key)} the identifier ${id}, which ${shown(holder)} has`, {
        blames: 'COSP-1-4',
        expected: 'an identifier that no other registered client has',
        actual: `${id} twice`,
      });
    }
  }

  #add(id: number, key: string): void {
    this.#pseudonyms.set(id, key);
    this.#identifiers.set(key, id);
    this.#lastIdentifiers.set(key, id);
    this.#departed.delete(id);
  }

  /** Takes over a response 1; gives the key of the pseudonym that is gone. */
  leave(id: number): string {
    const key = this.#pseudonyms.get(id);
    if (key === undefined) {
      const twice = this.#departed.has(id);
      throw new Violation(
        twice
          ? `the departure of identifier ${id} was announced twice`
          : `the departure of identifier ${id} was announced, which is not in the roster`,
        {
          blames: twice ? 'COSP-3.2-1' : 'COSP-3.2-4',
          expected: 'one departure of each client that was announced',
        },
      );
    }
    this.#pseudonyms.delete(id);
    this.#identifiers.delete(key);
    this.#departed.add(id);
    return key;
  }

  /**
   * Checks the identifier of a frame that is not about the roster (COSP-3.1-2, COSP-3.2-5).
   * @param received the frame, for the report.
   * @param mayBeOwn a message to everybody that may be the client's own: then that is presumed (COSP-4-3).
   */
  checkKnown(id: number, received: () => Received, mayBeOwn = false): void {
    if (this.#pseudonyms.has(id) || id === this.#own) return;
    const departed = this.#departed.has(id);
    const { type, bytes, summary } = received();
    throw new Violation(
      departed
        ? `a frame bears identifier ${id} after its departure: ${summary}`
        : `a frame bears identifier ${id}, which was in no list and no announcement: ${summary}`,
      {
        blames: departed ? 'COSP-3.2-5' : mayBeOwn ? 'COSP-4-3' : 'COSP-3.1-2',
        presumed: mayBeOwn && !departed,
        expected: 'the identifier of a client in the roster',
        frame: { type, bytes },
      },
    );
  }
}
