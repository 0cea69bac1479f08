import type { Results, ScenarioResult } from '../results/results';
import type { Verdict } from '../verdict/verdict';
import { failureLines } from './failure-view';
import { inert } from './inert';
import { PLAIN } from './screen';

/** What TAP says of a scenario: fine, not fine, not fine as is known, or not run. */
type Kind = 'ok' | 'not ok' | 'todo' | 'skip';

const KINDS: Record<Verdict, Kind> = {
  PASS: 'ok',
  CHOICE: 'ok',
  FAIL: 'not ok',
  XPASS: 'not ok',
  'HARNESS-ERROR': 'not ok',
  WARN: 'todo',
  XFAIL: 'todo',
  BLOCKED: 'skip',
  INCONCLUSIVE: 'skip',
  UNSUPPORTED: 'skip',
  'NOT-RUN': 'skip',
};

/**
 * The run as TAP 14, one test a scenario, with YAML where something is to be told. WARN and XFAIL do not fail the run, so
 * they are TODO; what could not be judged is skipped.
 */
export function tapReport(results: Results): string {
  const { scenarios, stopped, verdict, faults } = results;
  return [
    'TAP version 14',
    `1..${scenarios.length}`,
    ...scenarios.flatMap((one, index) => testLines(one, index + 1, results)),
    ...faults.map((fault) => `# fault of the suite: ${inert(fault)}`),
    `# ${inert(verdict)}`,
    ...(stopped === 'interrupted' || stopped === 'stalled' ? [`Bail out! the run was ${stopped}`] : []),
    '',
  ].join('\n');
}

function testLines(one: ScenarioResult, number: number, results: Results): string[] {
  const kind = KINDS[one.verdict];
  const outcome = kind === 'not ok' || kind === 'todo' ? 'not ok' : 'ok';
  const text = escaped(`${one.requirement}: ${one.name}`);
  const line = `${outcome} ${number} - ${text}${directive(one, kind)}`;
  return outcome === 'ok' ? [line] : [line, ...diagnostics(one, results)];
}

function directive({ verdict, blockedBy, evidence, note, fault }: ScenarioResult, kind: Kind): string {
  if (kind !== 'todo' && kind !== 'skip') return '';
  const by = blockedBy === undefined ? '' : ` by ${blockedBy}`;
  const reason = (verdict === 'XFAIL' ? note : undefined) ?? evidence?.message ?? note ?? fault;
  const why = reason === undefined ? '' : `: ${reason}`;
  return ` # ${kind.toUpperCase()} ${escaped(`${verdict}${by}${why}`)}`;
}

/** On one line, and without what TAP takes for the beginning of a directive. */
function escaped(text: string): string {
  return inert(text).replace(/[\\#]/g, '\\$&');
}

function diagnostics(one: ScenarioResult, results: Results): string[] {
  const { stringify } = require('yaml') as typeof import('yaml');
  const { verdict, about, evidence, replay, uri, line } = one;
  const requirement = results.specification.requirements.find(({ id }) => id === about);
  const told = {
    verdict,
    requirement: about,
    ...(requirement && { level: requirement.level, statement: inert(requirement.statement) }),
    ...(evidence?.message !== undefined && { message: inert(evidence.message) }),
    ...(evidence?.expected !== undefined && { expected: inert(evidence.expected) }),
    ...(evidence?.actual !== undefined && { actual: inert(evidence.actual) }),
    at: { file: inert(uri), line },
    replay: inert(replay),
    report: failureLines(one, results, PLAIN).join('\n'),
  };
  const lines = stringify(told, { lineWidth: 0 }).trimEnd().split('\n');
  return ['---', ...lines, '...'].map((text) => `  ${text}`);
}
