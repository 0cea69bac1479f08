import type { JudgedScenario, Requirements } from './scenario';

/** What `cosp test` exits with. */
export const EXIT = { conformant: 0, notConformant: 1, usage: 2, incomplete: 3, harnessError: 4 } as const;

/** A run as far as its exit code is concerned. */
export interface RunOutcome {
  judged: readonly JudgedScenario[];
  requirements: Requirements;
  /** Why it ended early. */
  stopped?: 'interrupted' | 'fail-fast' | 'stalled' | undefined;
  /** Some scenario's verdict differed between the rounds of `--repeat`. */
  changed: boolean;
  /** How much went wrong with the suite itself, beside single scenarios. */
  faults: number;
}

/**
 * The exit code of a run: 3 when it was interrupted, whatever was found until then; else 4 for the suite's own
 * fault; 1 for a broken MUST, a baseline entry that is out of date, or verdicts that changed between rounds;
 * 3 when a MUST could not be told, a selected scenario or all of them did not run, or none is supported; else 0.
 */
export function exitCode(run: RunOutcome): number {
  if (run.stopped === 'interrupted') return EXIT.incomplete;
  const has = (...verdicts: string[]): boolean =>
    run.judged.some(({ verdict }) => verdicts.includes(verdict));
  if (run.faults > 0 || has('HARNESS-ERROR')) return EXIT.harnessError;
  if (run.changed || has('FAIL', 'XPASS')) return EXIT.notConformant;
  const isNothingTold = run.judged.every(({ verdict }) => verdict === 'UNSUPPORTED');
  if (isNothingTold || run.judged.some((one) => isUntold(one, run))) return EXIT.incomplete;
  return EXIT.conformant;
}

/** A scenario that did not run, or a MUST that could not be told for no failure that the baseline expects. */
function isUntold({ scenario, verdict, blockedBy }: JudgedScenario, run: RunOutcome): boolean {
  if (verdict === 'NOT-RUN') return true;
  if (run.requirements.get(scenario.requirement)?.level !== 'MUST') return false;
  if (verdict === 'BLOCKED')
    return !run.judged.some((one) => one.verdict === 'XFAIL' && one.about === blockedBy);
  return verdict === 'INCONCLUSIVE';
}
