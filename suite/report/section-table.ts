import type { Results, SectionResult } from '../results/results';
import { VERDICTS } from '../verdict/verdict';
import { inert } from './inert';
import { type Palette, paint } from './screen';

/** The table of requirements by section and verdict; only verdicts that occur have a column. */
export function sectionTable(
  { sections, counts: all }: Pick<Results, 'sections' | 'counts'>,
  palette: Palette,
): string[] {
  const present = VERDICTS.filter((verdict) => sections.some(({ counts }) => counts[verdict]));
  // The good ones first here: a reader looks for them on the left.
  const columns = present.reverse();
  const total: SectionResult = {
    number: '',
    title: 'all',
    counts: all.requirements,
    scenarios: sections.reduce((sum, { scenarios }) => sum + scenarios, 0),
  };
  const titles = Math.max(
    ...[...sections, total].map(({ title }) => title.length),
    'requirements by section'.length,
  );
  const head = `${'requirements by section'.padEnd(titles + 5)}${columns.map((verdict) => `  ${verdict}`).join('')}  scenarios`;
  const row = ({ number, title, counts, scenarios }: SectionResult): string => {
    const cells = columns.map((verdict) => {
      const cell = `  ${String(counts[verdict] ?? '-').padStart(verdict.length)}`;
      return counts[verdict] ? paint(palette, verdict, cell) : palette.dim(cell);
    });
    return `${inert(number).padEnd(5)}${inert(title).padEnd(titles)}${cells.join('')}  ${String(scenarios).padStart(9)}`;
  };
  return [palette.bold(head), ...sections.map(row), palette.bold(row(total))];
}
