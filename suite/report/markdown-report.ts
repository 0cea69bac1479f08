import type { Results, ScenarioResult } from '../results/results';
import { EXIT } from '../verdict/exit-code';
import { VERDICTS, type Verdict } from '../verdict/verdict';
import { checkedAndHeld } from './badge';
import { failureLines } from './failure-view';
import { block, code, LONGEST_MARKDOWN, prose } from './markdown-text';
import { plural } from './prose';
import { PLAIN } from './screen';

/** Room for what is said after the failures. */
const RESERVE = 300;
const MOST_LINES = 60;
const WIDEST_LINE = 160;

const TOLD: readonly Verdict[] = ['FAIL', 'HARNESS-ERROR', 'XPASS', 'WARN'];

/**
 * The run in Markdown as GitHub and others show it, for a comment on a pull request or the summary of a job: at most 65,536
 * characters, and what does not fit is counted.
 */
export function markdownReport(results: Results): string {
  const told = TOLD.flatMap((verdict) => results.scenarios.filter((one) => one.verdict === verdict));
  const parts = [...head(results), ...sections(results)];
  const tail = [...choices(results), footer(results)];
  let left = LONGEST_MARKDOWN - RESERVE - lengthOf([...parts, ...tail]);
  // A protocol has some thirty choices, but a file may hold any number.
  if (left < 0) return `${head(results).join('\n\n')}\n`;
  let shown = 0;
  for (const one of told) {
    const part = failure(one, results);
    left -= lengthOf([part]);
    if (left < 0) break;
    parts.push(part);
    shown++;
  }
  if (shown < told.length) parts.push(`${plural(told.length - shown, 'more failure')} did not fit in here.`);
  return `${[...parts, ...tail].join('\n\n')}\n`;
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}

function head(results: Results): string[] {
  const { role, exitCode, verdict, target, faults } = results;
  const { held, checked } = checkedAndHeld(results);
  const sign = exitCode === EXIT.conformant ? '✅' : exitCode === EXIT.notConformant ? '❌' : '⚠️';
  return [
    `## ${sign} COSP ${role}: ${held} of ${plural(checked, 'requirement')} hold`,
    `**${prose(verdict)}**`,
    `Tested: ${code(target)}`,
    ...faults.slice(0, 5).map((fault) => `Fault of the suite: ${prose(fault)}`),
  ];
}

function sections({ sections: rows, counts }: Results): string[] {
  if (rows.length === 0) return [];
  const columns = VERDICTS.filter((verdict) => counts.requirements[verdict]).reverse();
  const row = (title: string, of: Results['counts']['requirements']): string =>
    `| ${title} | ${columns.map((verdict) => of[verdict] ?? '').join(' | ')} |`;
  return [
    [
      `| requirements by section | ${columns.join(' | ')} |`,
      `| :-- |${' --: |'.repeat(columns.length)}`,
      ...rows.map((one) => row(prose(`${one.number} ${one.title}`), one.counts)),
      row('**all**', counts.requirements),
    ].join('\n'),
  ];
}

function failure(one: ScenarioResult, results: Results): string {
  const { verdict, about, name } = one;
  const statement = results.specification.requirements.find(({ id }) => id === about)?.statement ?? '';
  const lines = failureLines(one, results, PLAIN);
  const shown = lines.slice(0, MOST_LINES).map(short);
  // What replays it is the last line.
  if (lines.length > MOST_LINES)
    shown.push(`  … ${lines.length - MOST_LINES} lines left out`, short(lines.at(-1) ?? ''));
  return [
    `<details><summary><b>${verdict} ${prose(about)}</b> ${prose(statement)} <i>(${prose(name)})</i></summary>`,
    block(shown),
    '</details>',
  ].join('\n\n');
}

function short(line: string): string {
  const isReplay = line.startsWith('  replay');
  return line.length > WIDEST_LINE && !isReplay ? `${line.slice(0, WIDEST_LINE)}…` : line;
}

function choices({ choices: seen, role }: Results): string[] {
  if (seen.length === 0) return [];
  const rows = seen.map(({ id, question, options }) => {
    const answer = options.map(({ option }) => code(option)).join(' or ');
    return `| ${prose(id)} | ${prose(question)} | ${answer} |`;
  });
  const table = ['| requirement | question | answer |', '| :-- | :-- | :-- |', ...rows].join('\n');
  return [`<details><summary>Choices of this ${role}: ${seen.length}</summary>\n\n${table}\n\n</details>`];
}

function footer({ tool, environment, started, ended, scenarios }: Results): string {
  const took = ((Date.parse(ended) - Date.parse(started)) / 1000).toFixed(1);
  const where = `Node ${environment.node} on ${environment.platform}`;
  return `<sub>${prose(`${tool.name} ${tool.version}, ${where}; ${plural(scenarios.length, 'scenario')} in ${took} s`)}</sub>`;
}
