import type { Requirement, Role } from '../../spec';
import type { BaselineEntry } from '../baseline';
import type { Stop } from '../run/round';
import type { Order, Selection } from '../run/run-request';
import type { RunParameters } from '../run-parameters';
import type { ChoiceSeen } from '../verdict/choices';
import type { ChangedVerdict } from '../verdict/rounds';
import type { JudgedScenario, ScenarioRecord } from '../verdict/scenario';
import type { Counts, Verdict } from '../verdict/verdict';

/** Goes up when a field changes its meaning or goes away; new fields may come at any time. */
export const RESULTS_VERSION = 1;

/**
 * A run that has ended, as plain data: what `--json` writes, and all that any report is made of. Its published form is
 * spec/results.schema.json, its description docs/results.md. Everything that the target said or is called is hostile.
 */
export interface Results {
  schemaVersion: typeof RESULTS_VERSION;
  /** What ran the suite, with its version. */
  tool: Tool;
  environment: { node: string; platform: string; architecture: string };
  /** What was tested. */
  role: Role;
  /** What was tested, in a few words: the command or address as it was given, or "the reference server". */
  target: string;
  /** ISO 8601, as `ended`. */
  started: string;
  ended: string;
  /** Milliseconds from the start of the process to the first scenario; missing when none began. */
  startup?: number;
  /** Why the run ended early. */
  stopped?: Stop;
  /** What `cosp test` exited with. */
  exitCode: number;
  /** The run's verdict in one sentence. */
  verdict: string;
  parameters: ResultParameters;
  /** Rounds that were begun. */
  rounds: number;
  counts: { requirements: Counts; scenarios: Counts };
  /** The requirements counted by section, in the protocol's order; only sections of which something was seen. */
  sections: SectionResult[];
  /** Every requirement that was checked or seen broken, in the protocol's order. */
  requirements: RequirementResult[];
  /** All selected scenarios in canonical order, each with the worst of its rounds. */
  scenarios: ScenarioResult[];
  /** What the target was seen to choose where the protocol leaves it open. */
  choices: ChoiceSeen[];
  /** Scenarios whose verdict was not the same in all rounds. */
  changed: ChangedVerdict[];
  /** What went wrong with the suite itself, beside single scenarios. */
  faults: string[];
  /** The failures that were expected. */
  baseline: BaselineEntry[];
  /** All that the run was judged by: every requirement, and the sections that they stand in. */
  specification: { sections: { number: string; title: string }[]; requirements: Requirement[] };
}

/** The program that ran the suite. */
export interface Tool {
  name: string;
  version: string;
}

/** How the suite was run. */
export interface ResultParameters extends RunParameters {
  /** Nobody named a target: the reference was tested. */
  defaultTarget: boolean;
  workers: number;
  selection: Selection;
  order: Order;
  /** How many rounds were asked for; the seeds grow by one from round to round. */
  repeat: number;
  failFast: boolean;
}

/** The requirements of one section, counted by verdict. */
export interface SectionResult {
  number: string;
  title: string;
  counts: Counts;
  /** How many scenarios of the section ran. */
  scenarios: number;
}

/** A requirement with the worst verdict of what was seen of it. */
export interface RequirementResult extends Pick<Requirement, 'id' | 'level' | 'statement'> {
  section: string;
  verdict: Verdict;
  /** Requirements that block it, when that is its verdict. */
  blockedBy: string[];
  /** How many scenarios of its own ran. */
  scenarios: number;
}

/** A scenario with its verdict. */
export interface ScenarioResult extends ScenarioRecord, Omit<JudgedScenario, 'scenario'> {
  /** The round (from 1) that the verdict is from. */
  round: number;
  /** The command line that runs just this scenario as it was run, quoted for a POSIX shell. */
  replay: string;
}
