import type { ScenarioRecord } from '../verdict/scenario';
import { count, type Verdict } from '../verdict/verdict';

/** One scenario that has ended, with what it looks like before the others are known. */
export interface EndedScenario {
  record: ScenarioRecord;
  verdict: Verdict;
  /** The requirement that it says is broken. */
  breaks?: string;
}

/** How far a round has come. */
export class Tally {
  total = 0;
  readonly ended: EndedScenario[] = [];

  /** `12 PASS, 1 FAIL`, the good ones first. */
  summary(ended: readonly EndedScenario[] = this.ended): string {
    const counts = Object.entries(count(ended.map(({ verdict }) => verdict)));
    return counts
      .reverse()
      .map(([verdict, number]) => `${number} ${verdict}`)
      .join(', ');
  }
}

/** Shows a round while it runs. */
export interface LiveView {
  scheduled(record: ScenarioRecord): void;
  started(record: ScenarioRecord, tally: Tally): void;
  ended(one: EndedScenario, tally: Tally): void;
  /** Shows one line for good. */
  notice(line: string): void;
  /** Takes away what was shown for the moment only. */
  close(): void;
}
