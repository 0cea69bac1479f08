import { applyBaseline, type BaselineEntry, checkBaseline } from '../baseline';
import { verdictSentence } from '../report/verdict-sentence';
import { exitCode } from '../verdict/exit-code';
import { fold } from '../verdict/fold';
import { requirementVerdicts } from '../verdict/requirement-verdicts';
import type { JudgedScenario, ScenarioRecord } from '../verdict/scenario';
import { count } from '../verdict/verdict';
import type { Results, ScenarioResult } from './results';
import { requirementResults, sectionResults } from './results-of';

/**
 * Judges what is known of a run once more: from its scenarios' evidence, by the requirements that its file has. Of a run of
 * several rounds the file has each scenario's worst, and those are judged together.
 * @param baseline failures that are expected; those of the run unless told.
 * @throws UsageError for a baseline that names what the whole suite did not run.
 */
export function judgeAgain(results: Results, baseline: readonly BaselineEntry[] = results.baseline): Results {
  const { specification, stopped, changed, faults, role } = results;
  if (ranEverything(results)) checkBaseline(baseline, results.scenarios);
  const requirements = new Map(specification.requirements.map((one) => [one.id, one]));
  const known = new Map<ScenarioRecord, ScenarioResult>(results.scenarios.map((one) => [recordOf(one), one]));
  const judged = applyBaseline(fold([...known.keys()], requirements), baseline);
  const outcome = { judged, requirements, stopped, changed: changed.length > 0, faults: faults.length };
  const told = requirementResults(requirementVerdicts(judged, requirements));
  const scenarios = judged.map((one) => withVerdict(one, known.get(one.scenario) as ScenarioResult));
  const facts = { role, exitCode: exitCode(outcome), requirements: told, scenarios, changed };
  return {
    ...results,
    ...facts,
    verdict: verdictSentence({ ...facts, ...(stopped !== undefined && { stopped }) }),
    counts: {
      requirements: count(told.map(({ verdict }) => verdict)),
      scenarios: count(judged.map(({ verdict }) => verdict)),
    },
    sections: sectionResults(specification.sections, told),
    baseline: [...baseline],
  };
}

function ranEverything({ parameters: { selection } }: Results): boolean {
  const { sections, ids, levels, grep } = selection;
  return sections.length + ids.length + levels.length === 0 && grep === undefined;
}

/** Without what was thought of it before. */
function recordOf(one: ScenarioResult): ScenarioRecord {
  const { verdict, about, blockedBy, note, round, replay, ...record } = one;
  return record;
}

function withVerdict({ scenario, ...judgement }: JudgedScenario, before: ScenarioResult): ScenarioResult {
  return { ...scenario, ...judgement, round: before.round, replay: before.replay };
}
