import { inert } from '../inert';
import { code, LONGEST_MARKDOWN, prose } from '../markdown-text';
import { plural } from '../prose';
import { paint, type Screen } from '../screen';
import { entriesInOrder } from './counts';
import { isSame, type Matrix, type MatrixRequirement } from './matrix';

const WIDEST_NAME = 30;

/** The implementations, one a line: requirements that hold, verdicts, and the sentence. */
export function printMatrix({ runs, role }: Matrix, screen: Screen): void {
  const { palette } = screen;
  const names = runs.map(({ name }) => short(inert(name)));
  const width = Math.max(role.length, ...names.map((name) => name.length));
  const shares = runs.map(({ held, checked }) => `${held}/${checked}`);
  const shareWidth = Math.max('holds'.length, ...shares.map((share) => share.length));
  screen.print(palette.bold(`${role.padEnd(width)}  ${'holds'.padStart(shareWidth)}  requirements`));
  runs.forEach(({ counts, verdict }, index) => {
    const told = entriesInOrder(counts).map(([name, number]) => paint(palette, name, `${number} ${name}`));
    const head = `${(names[index] ?? '').padEnd(width)}  ${(shares[index] ?? '').padStart(shareWidth)}`;
    screen.print(`${head}  ${told.join(', ')}`);
    screen.print(palette.dim(`${' '.repeat(width + shareWidth + 4)}${inert(verdict)}`));
  });
}

function short(name: string): string {
  return name.length > WIDEST_NAME ? `${name.slice(0, WIDEST_NAME - 1)}…` : name;
}

/**
 * The matrix in Markdown: who holds what, every requirement on which the runs differ or that is not held, and the choices. What
 * does not fit into 65,536 characters, as many as a comment may have, is counted.
 */
export function matrixMarkdown(matrix: Matrix): string {
  const { runs, role, sections, choices } = matrix;
  const all = sections.flatMap(({ requirements }) => requirements);
  const told = all.filter((one) => !isSame(one) || !isHeld(one));
  const names = runs.map(({ name }) => prose(name));
  const parts = [
    `## COSP: ${plural(runs.length, role)} side by side`,
    table(
      [role, 'holds', 'verdicts', ''],
      runs.map(({ name, held, checked, counts, verdict }) => {
        const numbers = entriesInOrder(counts).map(([kind, number]) => `${number} ${kind}`);
        return [prose(name), `${held}/${checked}`, numbers.join(', '), prose(verdict)];
      }),
    ),
    `${plural(all.length - told.length, 'requirement')} of ${all.length} held, or left open, by all of them.`,
    table(
      ['requirement', ...names],
      told.map((one) => [aboutOf(one), ...one.cells.map((cell) => cell?.verdict ?? '')]),
    ),
    table(
      ['choice', ...names],
      choices.map(({ id, question, answers }) => [
        `${prose(id)} ${prose(question)}`,
        ...answers.map((options) => options.map(code).join(' or ')),
      ]),
    ),
  ];
  return `${fitting(parts.filter((part) => part !== '')).join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => ':--')), ...rows.map(line)].join('\n');
}

/** The lines from the beginning that fit. */
function fitting(parts: readonly string[]): string[] {
  const lines = parts.join('\n\n').split('\n');
  let left = LONGEST_MARKDOWN - 100;
  const shown = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  if (shown < 0) return [...parts];
  return [
    lines.slice(0, shown).join('\n'),
    `${plural(lines.length - shown, 'more line')} did not fit in here.`,
  ];
}

function isHeld({ cells }: MatrixRequirement): boolean {
  return cells.every((cell) => !cell || cell.verdict === 'PASS' || cell.verdict === 'CHOICE');
}

function aboutOf({ id, level, statement }: MatrixRequirement): string {
  return `**${id}** ${level}<br>${prose(statement)}`;
}
