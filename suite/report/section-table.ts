import { sectionOf } from '../../spec';
import { count, VERDICTS, type Verdict } from '../verdict/verdict';
import type { RunResult } from './run-result';
import { type Palette, paint } from './screen';

/** The requirements of one section, counted by verdict. */
export interface SectionCounts {
  number: string;
  title: string;
  counts: Partial<Record<Verdict, number>>;
  /** How many scenarios of the section ran. */
  scenarios: number;
}

/** Counts by section, in the protocol's order; sections of which nothing was seen are left out. */
export function sectionCounts({
  sources,
  requirements,
}: Pick<RunResult, 'sources' | 'requirements'>): SectionCounts[] {
  return sources.sections.flatMap(({ number, title }) => {
    const own = requirements.filter(({ requirement }) => sectionOf(requirement.id) === number);
    if (own.length === 0) return [];
    const scenarios = own.reduce((sum, one) => sum + one.scenarios, 0);
    return [{ number, title, counts: count(own.map(({ verdict }) => verdict)), scenarios }];
  });
}

/** The table of requirements by section and verdict; only verdicts that occur have a column. */
export function sectionTable(
  result: Pick<RunResult, 'sources' | 'requirements'>,
  palette: Palette,
): string[] {
  const sections = sectionCounts(result);
  const present = VERDICTS.filter((verdict) => sections.some(({ counts }) => counts[verdict]));
  // The good ones first here: a reader looks for them on the left.
  const columns = present.reverse();
  const total: SectionCounts = {
    number: '',
    title: 'all',
    counts: count(result.requirements.map(({ verdict }) => verdict)),
    scenarios: sections.reduce((sum, { scenarios }) => sum + scenarios, 0),
  };
  const titles = Math.max(
    ...[...sections, total].map(({ title }) => title.length),
    'requirements by section'.length,
  );
  const head = `${'requirements by section'.padEnd(titles + 5)}${columns.map((verdict) => `  ${verdict}`).join('')}  scenarios`;
  const row = ({ number, title, counts, scenarios }: SectionCounts): string => {
    const cells = columns.map((verdict) => {
      const cell = `  ${String(counts[verdict] ?? '-').padStart(verdict.length)}`;
      return counts[verdict] ? paint(palette, verdict, cell) : palette.dim(cell);
    });
    return `${number.padEnd(5)}${title.padEnd(titles)}${cells.join('')}  ${String(scenarios).padStart(9)}`;
  };
  return [palette.bold(head), ...sections.map(row), palette.bold(row(total))];
}
