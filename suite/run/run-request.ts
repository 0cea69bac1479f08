import type { BaselineEntry } from '../baseline';
import type { ReportKind } from '../report/kinds';
import type { RunParameters } from '../run-parameters';

/** Which scenarios to run; an empty list or a missing pattern excludes nothing. */
export interface Selection {
  /** Section numbers; `2` contains `2.1`. */
  sections: string[];
  ids: string[];
  levels: string[];
  /** Regular expression on scenario names. */
  grep?: string;
}

/** One of Cucumber's own formats. */
export interface CucumberFormat {
  format: 'html' | 'message' | 'rerun';
  file: string;
}

/** In which order to run the scenarios. */
export type Order = { mode: 'defined' } | { mode: 'random'; seed: number };

/** A checked command line of `cosp test`. */
export interface RunRequest {
  parameters: RunParameters;
  /** Nobody named a target: the reference is tested. */
  defaultTarget: boolean;
  /** How many processes run the scenarios; 0: they run in this one. */
  workers: number;
  selection: Selection;
  failFast: boolean;
  order: Order;
  /** How many rounds; the seeds grow by one from round to round. */
  repeat: number;
  /** The failures that are expected. */
  baseline: BaselineEntry[];
  /** Where to write what fails now as a baseline. */
  writeBaseline?: string;
  /** The reports to write, each with its file; `-` is standard output. */
  reports: Readonly<Partial<Record<ReportKind, string>>>;
  /** The HTML report that nobody asked for: no harm is done when it cannot be written. */
  unaskedHtml?: string;
  /** Cucumber's own formats to write, each with its file. */
  cucumberFormats: readonly CucumberFormat[];
  /** False: never colours, whatever the terminal can do. */
  color: boolean;
}

/** Whether a person has to do something while it runs: start the adapter, or be it. */
export function isAttended({ parameters: { target } }: RunRequest): boolean {
  return target.kind === 'adapter' && target.command === undefined;
}
