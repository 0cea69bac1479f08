import { checkBaseline } from '../baseline';
import { violationLevel } from '../verdict/level';
import type { ScenarioRecord } from '../verdict/scenario';
import { type CucumberRun, cucumber, type Envelope } from './cucumber';
import { isAttended, type RunRequest } from './run-request';
import { type ScenarioEvent, ScenarioLog } from './scenario-log';
import type { ResolvedSelection } from './selection';
import type { SuiteSources } from './sources';
import { Workers } from './workers';

/** Beyond what the slowest step may take: then a worker that says nothing is given up. */
const SILENCE = 120_000;

/** Why a round ended before its last scenario. */
export type Stop = 'interrupted' | 'fail-fast' | 'stalled';

const STOPPED: Record<Stop, string> = {
  interrupted: 'the run was interrupted',
  'fail-fast': '--fail-fast ended the run after a failure',
  stalled: 'the run was given up',
};

/** Thrown into Cucumber to leave it before it starts a worker. */
class Leave extends Error {}

/** One pass over the selected scenarios. */
export class Round {
  readonly #log: ScenarioLog;
  readonly #parseErrors: string[] = [];
  readonly #faults: string[] = [];
  #workers: Workers | undefined;
  #stopped: Stop | undefined;
  #silence: NodeJS.Timeout | undefined;
  #firstStart: number | undefined;

  /** @param onEvent is told of each scenario that is scheduled, starts or ends. */
  constructor(
    private readonly request: RunRequest,
    private readonly sources: SuiteSources,
    private readonly selection: ResolvedSelection,
    private readonly onEvent: (event: ScenarioEvent) => void,
  ) {
    this.#log = new ScenarioLog(process.cwd(), sources.root, (event) => this.#note(event));
  }

  /** Why the round ended early; undefined when it did not. */
  get stopped(): Stop | undefined {
    return this.#stopped;
  }

  /** What went wrong with the suite itself, beside single scenarios. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** `performance.now()` at the start of the first scenario. */
  get firstStart(): number | undefined {
    return this.#firstStart;
  }

  /**
   * Runs the scenarios in the given order, and returns what became of each.
   * @throws UsageError when the baseline names a scenario that does not exist; Error for a feature that cannot be read.
   */
  async run(order: string): Promise<ScenarioRecord[]> {
    const { workers: number, parameters, cucumberFormats } = this.request;
    if (number > 0) this.#workers = new Workers((worker, how) => this.#mourn(worker, how));
    try {
      const run = { workers: number, parameters, formats: cucumberFormats };
      await cucumber({ ...this.#chosen(), order, run }, (envelope) => this.#take(envelope));
    } catch (error) {
      if (!(error instanceof Leave)) throw error;
    } finally {
      clearTimeout(this.#silence);
      this.#workers?.kill();
      this.#workers?.release();
    }
    if (this.#parseErrors.length > 0)
      throw new Error(`the features cannot be read:\n${this.#parseErrors.join('\n')}`);
    this.#log.close(this.#stopped ? STOPPED[this.#stopped] : 'no worker was left to run it');
    return this.#log.records();
  }

  /** Ends the round as soon as the workers have ended their servers; what is under way counts as not run. */
  stop(why: Stop): void {
    if (this.#stopped) return;
    this.#stopped = why;
    this.#workers?.stop();
  }

  /** Ends the workers at once. */
  kill(): void {
    this.#workers?.kill();
  }

  /** A baseline may name scenarios that are not selected, and they must exist all the same. */
  #chosen(): Pick<CucumberRun, 'sources' | 'selection'> {
    const { sources, selection, request } = this;
    if (request.baseline.length === 0) return { sources, selection };
    return { sources, selection: { ...selection, features: sources.features } };
  }

  #take(envelope: Envelope): void {
    if (envelope.parseError) this.#parseErrors.push(envelope.parseError.message);
    // What the workers still did between the decision to stop and their end is not told: it depends on chance.
    if (!this.#stopped) this.#log.take(envelope);
    if (envelope.testRunStarted) this.#beforeWorkers();
    this.#watch();
  }

  /** All scenarios are known now, and no worker has been started yet. */
  #beforeWorkers(): void {
    if (this.#stopped) throw new Leave();
    const known = this.#log.known();
    checkBaseline(this.request.baseline, known);
    if (!known.some(this.selection.selects)) throw new Leave();
  }

  #note(event: ScenarioEvent): void {
    if (event.kind === 'started') this.#firstStart ??= performance.now();
    this.onEvent(event);
    if (event.kind === 'ended' && this.request.failFast && this.#isFailure(event.record))
      this.stop('fail-fast');
  }

  #isFailure({ evidence, requirement, name }: ScenarioRecord): boolean {
    if (evidence?.outcome !== 'violation') return false;
    if (this.request.baseline.some((entry) => entry.requirement === requirement && entry.scenario === name))
      return false;
    return violationLevel(evidence.blames ?? requirement, this.sources.requirements) === 'FAIL';
  }

  #mourn(worker: string, how: string): void {
    if (this.#stopped) return;
    this.#faults.push(`worker ${worker} ${how}`);
    this.#log.abandon(`worker ${worker}, which ran it, ${how}`, worker);
  }

  #watch(): void {
    if (this.#silence) {
      this.#silence.refresh();
      return;
    }
    // A person may take any time.
    if (isAttended(this.request)) return;
    const { timeout, patience } = this.request.parameters;
    const limit = SILENCE + 4 * (timeout + patience);
    this.#silence = setTimeout(() => {
      this.#faults.push(`nothing was heard of the workers for ${limit / 1000} s`);
      this.#log.abandon(`nothing was heard of it for ${limit / 1000} s`);
      this.stop('stalled');
    }, limit);
  }
}
