import type { Stop } from '../run/round';
import type { RunRequest } from '../run/run-request';
import type { SuiteSources } from '../run/sources';
import type { ChoiceSeen } from '../verdict/choices';
import type { RequirementVerdict } from '../verdict/requirement-verdicts';
import type { ChangedVerdict } from '../verdict/rounds';
import type { JudgedScenario } from '../verdict/scenario';

/** A run that has ended, as every report takes it. */
export interface RunResult {
  request: RunRequest;
  sources: SuiteSources;
  started: Date;
  ended: Date;
  /** Milliseconds from the start of the process to the first scenario; missing when none began. */
  startup?: number;
  /** Rounds that were begun. */
  rounds: number;
  /** All selected scenarios in canonical order, each with the worst of its rounds. */
  judged: JudgedScenario[];
  /** By scenario: the round (from 1) that its verdict is from. */
  roundOf: ReadonlyMap<string, number>;
  requirements: RequirementVerdict[];
  choices: ChoiceSeen[];
  changed: ChangedVerdict[];
  /** Why the run ended early. */
  stopped?: Stop;
  /** What went wrong with the suite itself, beside single scenarios. */
  faults: string[];
  exitCode: number;
}
