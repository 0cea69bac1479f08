import type { Requirement } from '../../spec';
import type { Evidence } from '../evidence';
import type { Verdict } from './verdict';

/** How Cucumber says that a step ended. */
export type StepStatus =
  | 'PASSED'
  | 'FAILED'
  | 'SKIPPED'
  | 'UNDEFINED'
  | 'AMBIGUOUS'
  | 'PENDING'
  | 'UNKNOWN'
  | 'NOT-RUN';

/** One step of a scenario, or a hook around it (`text` is then "hook"). */
export interface StepRecord {
  text: string;
  /** The Gherkin keyword: "Given", "And"; missing for a hook. */
  keyword?: string;
  status: StepStatus;
  /** Milliseconds. */
  duration: number;
  /** What was thrown. */
  message?: string;
}

/** One scenario of a run, put together from Cucumber's messages. */
export interface ScenarioRecord {
  /** `features/server/3-roster.feature:12`; a row of an outline has its row's line. */
  id: string;
  /** Feature file, relative to the package, with forward slashes. */
  uri: string;
  line: number;
  name: string;
  /** Name of its feature, and of the rule in it that it stands under. */
  feature?: string;
  rule?: string;
  /** The requirement of its tag. */
  requirement: string;
  /** Requirements that this scenario needs beside those that its requirement needs, from its tags `@needs-…`. */
  needs?: string[];
  steps: StepRecord[];
  /** `unfinished`: its worker died; `not-run`: never started, or skipped. */
  state: 'finished' | 'unfinished' | 'not-run';
  /** Missing when the worker said nothing; `fault` then says why. */
  evidence?: Evidence;
  fault?: string;
  /** Milliseconds. */
  duration: number;
  /** Which worker ran it, from "0". */
  worker?: string;
}

/** A scenario with its verdict. */
export interface JudgedScenario {
  scenario: ScenarioRecord;
  verdict: Verdict;
  /** The requirement that the verdict is about; not the scenario's own when another one was seen broken. */
  about: string;
  /** The requirement that blocks it. */
  blockedBy?: string;
  /** One sentence on why it is so, beside the worker's message. */
  note?: string;
}

/** All requirements by id, in the protocol's order. */
export type Requirements = ReadonlyMap<string, Requirement>;

/** Canonical order of scenarios: feature file, then line. Independent of the order in which they ran. */
export function byPlace(a: ScenarioRecord, b: ScenarioRecord): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.line - b.line;
}
