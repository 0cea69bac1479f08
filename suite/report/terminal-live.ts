import { sectionOf } from '../../spec';
import type { ScenarioRecord } from '../verdict/scenario';
import type { EndedScenario, LiveView, Tally } from './live-view';
import type { Screen } from './screen';

/** At most ten times a second. */
const BETWEEN_DRAWS = 100;
const CLEAR_LINE = '\r\x1b[2K';

/** One line at the bottom of a terminal, drawn again and again, and gone at the end. */
export class TerminalLive implements LiveView {
  #lastDraw = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #section = '';
  #shown = false;

  constructor(private readonly screen: Screen) {}

  scheduled(): void {}

  started(record: ScenarioRecord, tally: Tally): void {
    if (record.requirement !== '') this.#section = sectionOf(record.requirement);
    this.#drawSoon(tally);
  }

  ended(_one: EndedScenario, tally: Tally): void {
    this.#drawSoon(tally);
  }

  notice(line: string): void {
    this.#clear();
    this.screen.print(line);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  #drawSoon(tally: Tally): void {
    if (this.#timer) return;
    const wait = this.#lastDraw + BETWEEN_DRAWS - performance.now();
    if (wait <= 0) this.#draw(tally);
    else {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#draw(tally);
      }, wait);
      this.#timer.unref();
    }
  }

  #draw(tally: Tally): void {
    this.#lastDraw = performance.now();
    const counts = tally.summary();
    const line = `${tally.ended.length}/${tally.total}  section ${this.#section}  ${counts}`;
    this.screen.raw(CLEAR_LINE + line.slice(0, this.screen.columns - 1));
    this.#shown = true;
  }

  #clear(): void {
    if (this.#shown) this.screen.raw(CLEAR_LINE);
    this.#shown = false;
  }
}
