import { violationLevel } from './level';
import type { JudgedScenario, Requirements, ScenarioRecord } from './scenario';

/** A scenario looked at by itself, before the others' results are taken into account. */
export type Finding =
  | { kind: 'settled'; judged: JudgedScenario }
  /** `about` was seen broken; it is a MUST or a SHOULD. */
  | {
      kind: 'violation';
      scenario: ScenarioRecord;
      about: string;
      presumed: boolean;
      /** The next likely one, where what is presumed is not borne out. */
      otherwise: string | undefined;
    }
  /** Not run, since `by` is said not to hold. */
  | { kind: 'blocked'; scenario: ScenarioRecord; by: string };

const TOOK_NONE = 'it took none of the options that the suite knows';

/** What a scenario's evidence says by itself. */
export function examine(scenario: ScenarioRecord, requirements: Requirements): Finding {
  const error = harnessFault(scenario, requirements);
  if (error) return settled(scenario, 'HARNESS-ERROR', error);
  const { evidence } = scenario;
  if (!evidence) return settled(scenario, 'NOT-RUN', scenario.fault);
  switch (evidence.outcome) {
    case 'passed':
      return settled(scenario, levelOf(scenario, requirements) === 'CHOICE' ? 'CHOICE' : 'PASS');
    case 'violation': {
      const about = evidence.blames ?? scenario.requirement;
      if (violationLevel(about, requirements) === undefined)
        return settled(scenario, 'INCONCLUSIVE', TOOK_NONE);
      const { presumed = false, otherwise } = evidence;
      return { kind: 'violation', scenario, about, presumed, otherwise };
    }
    case 'blocked':
      if (evidence.blames) return { kind: 'blocked', scenario, by: evidence.blames };
      return settled(scenario, 'INCONCLUSIVE', evidence.message);
    case 'inconclusive':
      return settled(scenario, 'INCONCLUSIVE');
    case 'unsupported':
      return settled(scenario, 'UNSUPPORTED');
    case 'harness-error':
      return settled(scenario, 'HARNESS-ERROR');
  }
}

function levelOf(scenario: ScenarioRecord, requirements: Requirements): string | undefined {
  return requirements.get(scenario.requirement)?.level;
}

function settled(scenario: ScenarioRecord, verdict: JudgedScenario['verdict'], note?: string): Finding {
  const judged: JudgedScenario = { scenario, verdict, about: scenario.requirement };
  if (note !== undefined) judged.note = note;
  return { kind: 'settled', judged };
}

/** Why the scenario's result cannot be trusted; undefined when it can. */
function harnessFault(scenario: ScenarioRecord, requirements: Requirements): string | undefined {
  const { evidence } = scenario;
  if (scenario.requirement === '') return 'the scenario must have exactly one tag of a requirement';
  if (!requirements.has(scenario.requirement)) return `${scenario.requirement} is not a known requirement`;
  if (scenario.state === 'unfinished') return scenario.fault ?? 'the scenario did not end';
  if (scenario.state === 'not-run') return undefined;
  if (!evidence) return scenario.fault ?? 'the worker said nothing about the scenario';
  const unknown = [evidence.blames, evidence.otherwise].find((id) => id && !requirements.has(id));
  if (unknown) return `${unknown} is not a known requirement`;
  if (evidence.outcome !== 'passed') return undefined;
  const step = scenario.steps.find(({ status }) => status !== 'PASSED');
  if (step) return `said to have passed, but a step is ${step.status.toLowerCase()}: ${step.text}`;
  if (levelOf(scenario, requirements) === 'CHOICE' && evidence.choices.length === 0) {
    return 'checks a choice, but recorded no option';
  }
  return undefined;
}
