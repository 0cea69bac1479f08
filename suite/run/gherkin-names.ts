import type { Envelope } from './cucumber';

type Document = NonNullable<Envelope['gherkinDocument']>;
type Child = NonNullable<Document['feature']>['children'][number];
type RuleChild = NonNullable<Child['rule']>['children'][number];

/** Where a scenario stands. */
export interface Place {
  feature: string;
  rule?: string;
}

/** What the features say and their pickles do not: under which feature and rule a scenario stands, and its steps' keywords. */
export class GherkinNames {
  readonly #places = new Map<string, Place>();
  readonly #keywords = new Map<string, string>();

  /** Takes one feature file. */
  take({ feature }: Document): void {
    for (const child of feature?.children ?? []) {
      const place = { feature: feature?.name ?? '' };
      if (!child.rule) this.#takeChild(child, place);
      else for (const one of child.rule.children) this.#takeChild(one, { ...place, rule: child.rule.name });
    }
  }

  /** Where the scenario with this node of the syntax tree stands. */
  placeOf(node: string | undefined): Place | undefined {
    return this.#places.get(node ?? '');
  }

  /** The keyword, such as `Given`, of the step with this node. */
  keywordOf(node: string | undefined): string | undefined {
    return this.#keywords.get(node ?? '');
  }

  #takeChild({ scenario, background }: RuleChild, place: Place): void {
    if (scenario) this.#places.set(scenario.id, place);
    for (const { id, keyword } of (scenario ?? background)?.steps ?? []) {
      this.#keywords.set(id, keyword.trim());
    }
  }
}
