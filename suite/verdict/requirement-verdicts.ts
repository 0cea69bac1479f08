import type { Requirement } from '../../spec';
import type { JudgedScenario, Requirements } from './scenario';
import { type Verdict, worst } from './verdict';

/** A requirement with the worst verdict of what was seen of it. */
export interface RequirementVerdict {
  requirement: Requirement;
  verdict: Verdict;
  /** Requirements that block it, when that is its verdict. */
  blockedBy: string[];
  /** How many scenarios of its own ran. */
  scenarios: number;
}

/**
 * The verdict of every requirement that was checked or seen broken, in the protocol's order. A failure about
 * another requirement counts there, and blocks the scenario's own.
 */
export function requirementVerdicts(
  judged: readonly JudgedScenario[],
  requirements: Requirements,
): RequirementVerdict[] {
  const verdicts: RequirementVerdict[] = [];
  for (const requirement of requirements.values()) {
    const own = judged.filter(({ scenario }) => scenario.requirement === requirement.id);
    const elsewhere = judged.filter(
      ({ scenario, about }) => about === requirement.id && scenario.requirement !== about,
    );
    const verdict = worst([...own.map(ownVerdict), ...elsewhere.map((one) => one.verdict)]);
    if (!verdict) continue;
    const blockers = verdict === 'BLOCKED' ? own.flatMap(blockerOf) : [];
    verdicts.push({ requirement, verdict, blockedBy: [...new Set(blockers)], scenarios: own.length });
  }
  return verdicts;
}

function ownVerdict(one: JudgedScenario): Verdict {
  return one.about === one.scenario.requirement ? one.verdict : 'BLOCKED';
}

function blockerOf(one: JudgedScenario): string[] {
  if (one.about !== one.scenario.requirement) return [one.about];
  return one.blockedBy ? [one.blockedBy] : [];
}
