import type { ScenarioEvent } from '../run/scenario-log';
import { examine } from '../verdict/judge';
import { violationLevel } from '../verdict/level';
import type { Requirements, ScenarioRecord } from '../verdict/scenario';
import { inert } from './inert';
import { type EndedScenario, type LiveView, Tally } from './live-view';
import { PlainLive } from './plain-live';
import type { Screen } from './screen';
import { TerminalLive } from './terminal-live';

/** Follows a round and shows it in the way that fits the screen. */
export class Live {
  readonly #tally = new Tally();
  readonly #view: LiveView;

  /** @param said the notices that were shown before, in other rounds too. */
  constructor(
    private readonly screen: Screen,
    private readonly requirements: Requirements,
    private readonly said: Set<string>,
  ) {
    this.#view = screen.isTerminal ? new TerminalLive(screen) : new PlainLive(screen);
  }

  /** Takes one event of the round. */
  take({ kind, record }: ScenarioEvent): void {
    if (kind === 'scheduled') {
      this.#tally.total++;
      this.#view.scheduled(record);
    } else if (kind === 'started') {
      this.#view.started(record, this.#tally);
    } else {
      this.#warnOfTarget(record);
      const one = provisional(record, this.requirements);
      this.#tally.ended.push(one);
      this.#view.ended(one, this.#tally);
    }
  }

  /** Ends the show. */
  close(): void {
    this.#view.close();
  }

  /** What makes every scenario of a worker meaningless is said at once, and once. */
  #warnOfTarget({ evidence }: ScenarioRecord): void {
    const problem = evidence?.targetProblem;
    if (problem === undefined || this.said.size > 0) return;
    this.said.add(problem);
    const stderr =
      evidence?.target.stderr.slice(-5).map((line) => `\n  its standard error: ${inert(line)}`) ?? [];
    const { palette } = this.screen;
    this.#view.notice(`${palette.red(palette.bold('problem:'))} ${inert(problem)}${stderr.join('')}`);
  }
}

function provisional(record: ScenarioRecord, requirements: Requirements): EndedScenario {
  const finding = examine(record, requirements);
  if (finding.kind === 'blocked') return { record, verdict: 'BLOCKED' };
  if (finding.kind === 'settled') return { record, verdict: finding.judged.verdict };
  const verdict = violationLevel(finding.about, requirements) ?? 'INCONCLUSIVE';
  return { record, verdict, breaks: finding.about };
}
