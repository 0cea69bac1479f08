import { sectionOf } from '../../spec';
import type { ScenarioRecord } from '../verdict/scenario';
import { inert } from './inert';
import type { EndedScenario, LiveView, Tally } from './live-view';
import { plural } from './prose';
import type { Screen } from './screen';

/** Lines for a pipe or a log: each broken requirement when it is first met, and each section as it completes. */
export class PlainLive implements LiveView {
  readonly #open = new Map<string, number>();
  readonly #broken = new Set<string>();

  constructor(private readonly screen: Screen) {}

  scheduled(record: ScenarioRecord): void {
    const section = sectionOfScenario(record);
    this.#open.set(section, (this.#open.get(section) ?? 0) + 1);
  }

  started(): void {}

  ended(one: EndedScenario, tally: Tally): void {
    this.#sayBroken(one);
    const section = sectionOfScenario(one.record);
    const left = (this.#open.get(section) ?? 0) - 1;
    this.#open.set(section, left);
    if (left !== 0) return;
    const own = tally.ended.filter(({ record }) => sectionOfScenario(record) === section);
    this.screen.print(`section ${section}: ${plural(own.length, 'scenario')}, ${tally.summary(own)}`);
  }

  notice(line: string): void {
    this.screen.print(line);
  }

  close(): void {}

  /** When registration is broken all scenarios fail for it: one line is enough. */
  #sayBroken({ record, verdict, breaks }: EndedScenario): void {
    if (verdict === 'HARNESS-ERROR') {
      this.screen.print(`HARNESS-ERROR ${inert(record.name)} (${inert(record.id)})`);
    }
    if (breaks === undefined || this.#broken.has(breaks)) return;
    this.#broken.add(breaks);
    const message = record.evidence?.message;
    const why = message === undefined ? '' : `: ${inert(message)}`;
    this.screen.print(`${verdict} ${breaks} ${inert(record.name)} (${inert(record.id)})${why}`);
  }
}

function sectionOfScenario({ requirement }: ScenarioRecord): string {
  return requirement === '' ? 'none' : sectionOf(requirement);
}
