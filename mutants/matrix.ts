import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './declarations';
import type { Result } from './judge';

/** One mutant and what became of it. */
export interface Row {
  readonly mutant: Mutant;
  readonly result: Written;
}

const PAGE = join(__dirname, '..', 'docs', 'mutants.md');
const MATRIX = join(__dirname, 'kill-matrix.json');

/** What the written matrix says of a mutant. */
export type Written = Pick<Result, 'fate' | 'told' | 'scenarios' | 'whole' | 'attempt'>;

const HEAD = `# Is every mistake caught?

A mutant is the reference with one mistake, as people make it; the declarations are in \`mutants/\`. A mutant is **killed** when the
suite tells a requirement as broken that it breaks, **killed by another** when it tells only others, and it **survives** when
nothing is told. A mistake that shows only when things fall together is given up to three runs. Beside a mutant stand the requirements that were told
as broken and how many scenarios said so; where the whole suite was run against it (one mutant of nearly each requirement) that
shows what else failed along with it, else only the scenarios of its own requirements ran.

\`npm run mutants -- --all\` runs the whole suite against each of them, which takes about an hour. It is harder: a mistake that breaks
much, such as one in the messages that the suite itself sends to see that nothing else came, may be told there as something else.

This page is written by \`npm run mutants -- --write\`.
`;

/** Writes the kill matrix as a page and as data. Of mutants that have not run now it keeps what it said. */
export function writeMatrix(ran: readonly Row[], all: readonly Mutant[]): void {
  const before = existsSync(MATRIX) ? readMatrix() : new Map<string, Written>();
  const rows = all.flatMap((mutant): Row[] => {
    const row = ran.find((one) => one.mutant.role === mutant.role && one.mutant.name === mutant.name);
    const written = before.get(`${mutant.role} ${mutant.name}`);
    return row ? [row] : written ? [{ mutant, result: written }] : [];
  });
  writeFileSync(PAGE, matrixPage(rows));
  const data = rows.map(({ mutant, result: { fate, told, scenarios, whole, attempt } }) => {
    const written: Written = { fate, told, scenarios, whole, attempt };
    return `  ${JSON.stringify(`${mutant.role} ${mutant.name}`)}: ${JSON.stringify(written)}`;
  });
  writeFileSync(MATRIX, `{\n${data.join(',\n')}\n}\n`);
}

/** The matrix as it was last written, by role and name of the mutant: `server broadcast-echoed`. */
export function readMatrix(): Map<string, Written> {
  return new Map(Object.entries(JSON.parse(readFileSync(MATRIX, 'utf8')) as Record<string, Written>));
}

/** The kill matrix as a page. */
function matrixPage(rows: readonly Row[]): string {
  const roles = (['server', 'client'] as const).map((role) => {
    const ofRole = rows.filter(({ mutant }) => mutant.role === role);
    return `## Mutants of the ${role}\n\n${summaryOf(ofRole)}\n\n${tableOf(ofRole)}\n`;
  });
  return [HEAD, ...roles].join('\n');
}

/** Counts in one sentence. */
export function summaryOf(rows: readonly Row[]): string {
  const count = (fate: string): number => rows.filter(({ result }) => result.fate === fate).length;
  const whole = rows.filter(({ result }) => result.whole);
  const told = whole.map(({ result }) => result.told.length).sort((a, b) => a - b);
  const requirements = new Set(rows.map(({ mutant }) => mutant.breaks[0])).size;
  const precision =
    whole.length > 0
      ? ` Of the ${whole.length} that met the whole suite, the requirements told as broken were ${told[Math.floor(told.length / 2)]} in the median and ${told.at(-1)} at most.`
      : '';
  return (
    `${rows.length} mutants for ${requirements} requirements: ${count('killed')} killed under their own ids, ` +
    `${count('killed by another')} under others only, ${count('survived')} survived.${precision}`
  );
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ mutant, result }) => {
    const told = result.told.length > 0 ? `${result.told.join(', ')} (${result.scenarios})` : 'nothing';
    const fate = result.attempt > 1 ? `${result.fate} in run ${result.attempt}` : result.fate;
    const cells = [mutant.breaks.join(', '), mutant.name, mutant.mistake, fate, told];
    return `| ${[...cells, result.whole ? 'whole' : 'own'].map(cell).join(' | ')} |`;
  });
  const head =
    '| breaks | mutant | the mistake | fate | told as broken (scenarios) | suite |\n|---|---|---|---|---|---|';
  return [head, ...lines].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}
