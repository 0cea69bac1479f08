import { allNeeds, compareIds } from '../../spec';
import type { Requirements } from './scenario';

/** What requirements need, directly and through others; each is worked out once. */
export class Needs {
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(private readonly requirements: Requirements) {}

  /** All that `id` needs. */
  of(id: string): ReadonlySet<string> {
    const needs = this.#known.get(id) ?? new Set(allNeeds(id, { byId: this.requirements }));
    this.#known.set(id, needs);
    return needs;
  }

  /**
   * `ids` without doubles, what is needed before what needs it, otherwise in the protocol's order. (What needs
   * another needs all that the other needs and the other itself, so it needs more.)
   */
  inOrder(ids: Iterable<string>): string[] {
    return [...new Set(ids)].sort((a, b) => this.of(a).size - this.of(b).size || compareIds(a, b));
  }
}
