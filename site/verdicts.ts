import { sectionOf } from '../spec';
import { type Counts, count, type Verdict, worst } from '../suite/verdict/verdict';
import type { Run, Site } from './model';

/** What one run says of one requirement or scenario. */
export interface RunVerdict {
  readonly run: Run;
  readonly verdict: Verdict;
  /** Page and anchor of what the run has shown. */
  readonly evidence: string;
  /** Requirements that block it, when that is its verdict. */
  readonly blockedBy: readonly string[];
}

/** What the runs say of a requirement; runs that saw nothing of it are left out. */
export function verdictsOf(site: Site, id: string): RunVerdict[] {
  return site.runs.flatMap((run) => {
    const found = run.results.requirements.find((one) => one.id === id);
    if (!found) return [];
    return [{ run, verdict: found.verdict, evidence: `${run.evidence}#${id}`, blockedBy: found.blockedBy }];
  });
}

/** What the runs say of a scenario, by the place that tells it apart (`features/server/3-roster.feature:12`). */
export function scenarioVerdictsOf(site: Site, place: string): RunVerdict[] {
  return site.runs.flatMap((run) => {
    const found = run.results.scenarios.find((one) => one.id === place);
    if (!found) return [];
    const { verdict, blockedBy } = found;
    const evidence = `${run.evidence}#${encodeURI(place)}`;
    return [{ run, verdict, evidence, blockedBy: blockedBy === undefined ? [] : [blockedBy] }];
  });
}

/** The worst of them, with its evidence. */
export function worstVerdict(verdicts: readonly RunVerdict[]): RunVerdict | undefined {
  const verdict = worst(verdicts.map((one) => one.verdict));
  return verdicts.find((one) => one.verdict === verdict);
}

/** The worst that any run says of a requirement; undefined when none says anything. */
export function worstOf(site: Site, id: string): Verdict | undefined {
  return worst(verdictsOf(site, id).map(({ verdict }) => verdict));
}

/** The requirements of a section and of the sections below it. */
export function requirementsBelow(site: Site, section: string): Site['requirements'] {
  return site.requirements.filter(({ id }) => {
    const own = sectionOf(id);
    return own === section || own.startsWith(`${section}.`);
  });
}

/** The requirements of a section and of those below it, counted by the worst that any run says of each. */
export function countsBelow(site: Site, section: string): Counts {
  return count(requirementsBelow(site, section).flatMap(({ id }) => worstOf(site, id) ?? []));
}
