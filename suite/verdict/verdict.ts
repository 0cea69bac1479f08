/**
 * How a scenario or a requirement ended, as reported.
 *
 * - `PASS`: everything held. `FAIL`: a MUST is broken. `WARN`: a SHOULD is.
 * - `CHOICE`: the protocol leaves it open; the options met are listed. Never a failure.
 * - `UNSUPPORTED`: the target says that it does not do this.
 * - `BLOCKED`: what it needs is broken, so nothing new was learnt: one bug, one failure.
 * - `INCONCLUSIVE`: could not be told. `HARNESS-ERROR`: the suite's own fault.
 * - `XFAIL`: fails, as the baseline expects. `XPASS`: passes though the baseline expects a failure.
 * - `NOT-RUN`: selected, but the run ended before.
 */
export type Verdict =
  | 'PASS'
  | 'FAIL'
  | 'WARN'
  | 'CHOICE'
  | 'UNSUPPORTED'
  | 'BLOCKED'
  | 'INCONCLUSIVE'
  | 'HARNESS-ERROR'
  | 'XFAIL'
  | 'XPASS'
  | 'NOT-RUN';

/** All verdicts, the worst first: a requirement has the worst verdict of its scenarios. */
export const VERDICTS: readonly Verdict[] = [
  'FAIL',
  'HARNESS-ERROR',
  'XPASS',
  'WARN',
  'INCONCLUSIVE',
  'BLOCKED',
  'NOT-RUN',
  'XFAIL',
  'UNSUPPORTED',
  'CHOICE',
  'PASS',
];

/** The worst of `verdicts`; undefined when there is none. */
export function worst(verdicts: Iterable<Verdict>): Verdict | undefined {
  const met = new Set(verdicts);
  return VERDICTS.find((verdict) => met.has(verdict));
}

/** How many there are of each verdict; those that nothing has are left out. */
export type Counts = Partial<Record<Verdict, number>>;

/** Counts `verdicts`, in the order of {@link VERDICTS}. */
export function count(verdicts: Iterable<Verdict>): Counts {
  const all = [...verdicts];
  const counts: Counts = {};
  for (const verdict of VERDICTS) {
    const number = all.filter((one) => one === verdict).length;
    if (number > 0) counts[verdict] = number;
  }
  return counts;
}
