import type { Results, ScenarioResult } from '../results/results';
import type { Verdict } from '../verdict/verdict';
import { inert } from './inert';

/** GitHub shows no more of each kind for one step; what is said last would be lost. */
const MOST_OF_A_KIND = 10;
const LONGEST = 400;

const ERRORS: readonly Verdict[] = ['FAIL', 'HARNESS-ERROR', 'XPASS'];
const WARNINGS: readonly Verdict[] = ['WARN', 'INCONCLUSIVE', 'NOT-RUN'];

/**
 * A run as annotations: the workflow commands that GitHub Actions looks for in what a step prints, one line each.
 * Nothing that comes from the target can be a command of its own.
 */
export function githubAnnotations(results: Results): string {
  const lines = [
    ...some(ERRORS, 'error', results),
    ...some(WARNINGS, 'warning', results),
    command('notice', { title: `COSP ${results.role}` }, [results.verdict]),
  ];
  return `${lines.join('\n')}\n`;
}

type Kind = 'error' | 'warning' | 'notice';

/** The scenarios with these verdicts, and where there are too many, how many are not shown. */
function some(verdicts: readonly Verdict[], kind: Kind, results: Results): string[] {
  const faults = kind === 'error' ? results.faults : [];
  const found = verdicts.flatMap((verdict) => results.scenarios.filter((one) => one.verdict === verdict));
  const all = [
    ...faults.map((fault) => command(kind, { title: 'COSP: a fault of the suite' }, [fault])),
    ...found.map((one) => annotation(kind, one, results)),
  ];
  if (all.length <= MOST_OF_A_KIND) return all;
  const shown = all.slice(0, MOST_OF_A_KIND - 1);
  const rest = `${all.length - shown.length} more: see the report`;
  return [...shown, command(kind, { title: `COSP ${results.role}` }, [rest])];
}

function annotation(kind: Kind, one: ScenarioResult, { specification }: Results): string {
  const { verdict, about, evidence, fault, note, uri, line, name, replay } = one;
  const requirement = specification.requirements.find(({ id }) => id === about);
  const level = requirement ? ` (${requirement.level})` : '';
  const said = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`${label}: ${text}`];
  return command(kind, { file: uri, line: String(line), title: `${verdict} ${about}${level}: ${name}` }, [
    ...(requirement ? [requirement.statement] : []),
    ...said('problem', evidence?.message ?? fault ?? note),
    ...said('expected', evidence?.expected),
    ...said('came', evidence?.actual),
    ...said('replay', replay),
  ]);
}

/** `::error file=…,line=…,title=…::…`; the lines of the message are kept, those inside one are not. */
function command(kind: Kind, properties: Readonly<Record<string, string>>, lines: readonly string[]): string {
  const told = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(cut(value))}`);
  return `::${kind} ${told.join(',')}::${escapedData(lines.map(cut).join('\n'))}`;
}

function cut(text: string): string {
  const line = inert(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
