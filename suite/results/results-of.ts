import { sectionOf } from '../../spec';
import { replayLine } from '../report/replay';
import type { RunResult } from '../report/run-result';
import { verdictSentence } from '../report/verdict-sentence';
import type { RequirementVerdict } from '../verdict/requirement-verdicts';
import type { JudgedScenario } from '../verdict/scenario';
import { count } from '../verdict/verdict';
import {
  RESULTS_VERSION,
  type RequirementResult,
  type ResultParameters,
  type Results,
  type ScenarioResult,
  type SectionResult,
  type Tool,
} from './results';

/** A run that has ended as plain data; `tool` is what ran it. */
export function resultsOf(result: RunResult, tool: Tool): Results {
  const { request, sources, started, ended, startup, stopped, judged, exitCode } = result;
  const requirements = requirementResults(result.requirements);
  const facts = { role: sources.role, exitCode, ...(stopped !== undefined && { stopped }) };
  const scenarios = judged.map((one) => scenarioResult(one, result));
  return {
    schemaVersion: RESULTS_VERSION,
    tool,
    environment: {
      node: process.versions.node,
      platform: process.platform,
      architecture: process.arch,
    },
    ...facts,
    target: targetOf(result),
    started: started.toISOString(),
    ended: ended.toISOString(),
    ...(startup !== undefined && { startup }),
    verdict: verdictSentence({ ...facts, requirements, scenarios, changed: result.changed }),
    parameters: parametersOf(result),
    rounds: result.rounds,
    counts: {
      requirements: count(requirements.map(({ verdict }) => verdict)),
      scenarios: count(judged.map(({ verdict }) => verdict)),
    },
    sections: sectionResults(sources.sections, requirements),
    requirements,
    scenarios,
    choices: result.choices,
    changed: result.changed,
    faults: result.faults,
    baseline: request.baseline,
    specification: {
      sections: sources.sections.map(({ number, title }) => ({ number, title })),
      requirements: [...sources.requirements.values()],
    },
  };
}

/** The requirements counted by section; sections of which nothing was seen are left out. */
export function sectionResults(
  sections: readonly { number: string; title: string }[],
  requirements: readonly RequirementResult[],
): SectionResult[] {
  return sections.flatMap(({ number, title }) => {
    const own = requirements.filter(({ section }) => section === number);
    if (own.length === 0) return [];
    const scenarios = own.reduce((sum, one) => sum + one.scenarios, 0);
    return [{ number, title, counts: count(own.map(({ verdict }) => verdict)), scenarios }];
  });
}

/** The verdicts on requirements as results have them. */
export function requirementResults(verdicts: readonly RequirementVerdict[]): RequirementResult[] {
  return verdicts.map(({ requirement: { id, level, statement }, verdict, blockedBy, scenarios }) => {
    return { id, section: sectionOf(id), level, statement, verdict, blockedBy, scenarios };
  });
}

function scenarioResult(one: JudgedScenario, { request, roundOf }: RunResult): ScenarioResult {
  const { scenario, ...judgement } = one;
  const round = roundOf.get(scenario.id) ?? 1;
  return { ...scenario, ...judgement, round, replay: replayLine(request, scenario, round) };
}

function parametersOf({ request }: RunResult): ResultParameters {
  const { workers, selection, order, repeat, failFast, defaultTarget, parameters } = request;
  return { ...parameters, defaultTarget, workers, selection, order, repeat, failFast };
}

function targetOf({ request: { parameters, defaultTarget }, sources }: RunResult): string {
  const { target } = parameters;
  if (defaultTarget) return `the reference ${sources.role}`;
  if (target.kind === 'address')
    return `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  if (target.command !== undefined) return target.command;
  return target.kind === 'adapter' && target.control.way === 'human'
    ? 'a client in the hands of a person'
    : 'a client whose adapter dials in';
}
