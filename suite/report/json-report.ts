import { sectionOf } from '../../spec';
import { count } from '../verdict/verdict';
import type { RunResult } from './run-result';
import { sectionCounts } from './section-table';
import { verdictSentence } from './verdict-sentence';

/** Goes up when a field changes its meaning or goes away; new fields may come at any time. */
const JSON_SCHEMA_VERSION = 1;

/** The run as plain data: enough to render any report later. Times are ISO 8601, durations milliseconds. */
export function jsonReport(result: RunResult, tool: { name: string; version: string }): object {
  const { request, started, ended, judged, requirements } = result;
  const { workers, selection, order, repeat, failFast, defaultTarget, parameters } = request;
  return {
    schemaVersion: JSON_SCHEMA_VERSION,
    tool,
    role: result.sources.role,
    started: started.toISOString(),
    ended: ended.toISOString(),
    ...(result.startup !== undefined && { startup: result.startup }),
    ...(result.stopped !== undefined && { stopped: result.stopped }),
    exitCode: result.exitCode,
    verdict: verdictSentence(result),
    parameters: { ...parameters, defaultTarget, workers, selection, order, repeat, failFast },
    rounds: result.rounds,
    counts: {
      requirements: count(requirements.map(({ verdict }) => verdict)),
      scenarios: count(judged.map(({ verdict }) => verdict)),
    },
    sections: sectionCounts(result),
    requirements: requirements.map(({ requirement, verdict, blockedBy, scenarios }) => {
      const { id, level, statement } = requirement;
      return { id, section: sectionOf(id), level, statement, verdict, blockedBy, scenarios };
    }),
    scenarios: judged.map(({ scenario, ...judgement }) => {
      const round = result.roundOf.get(scenario.id);
      return { ...scenario, ...judgement, ...(round !== undefined && { round }) };
    }),
    choices: result.choices,
    changed: result.changed,
    faults: result.faults,
  };
}

/** JSON that is safe to show on a terminal: C1 controls, format characters and lone surrogates are escaped too. */
export function serialise(report: object): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
