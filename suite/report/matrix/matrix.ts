import { compareIds, compareSections, type Level, type Role, sectionOf } from '../../../spec';
import type { NamedResults } from '../../results/named-results';
import type { RequirementResult, Results } from '../../results/results';
import { UsageError } from '../../run/usage-error';
import type { Counts, Verdict } from '../../verdict/verdict';
import { checkedAndHeld } from '../badge';

/** Goes up when a field changes its meaning or goes away; new fields may come at any time. */
const MATRIX_VERSION = 1;

/** Several implementations side by side, requirement by requirement. Plain data: what `--json` writes. */
export interface Matrix {
  schemaVersion: typeof MATRIX_VERSION;
  role: Role;
  runs: MatrixRun[];
  sections: MatrixSection[];
  choices: MatrixChoice[];
}

/** One implementation, as one run saw it. */
export interface MatrixRun {
  name: string;
  target: string;
  /** The run's verdict in one sentence. */
  verdict: string;
  exitCode: number;
  /** MUSTs and SHOULDs that hold, of those that were checked. */
  held: number;
  checked: number;
  counts: Counts;
  started: string;
}

/** A section with the requirements of it that any run told of. */
export interface MatrixSection {
  number: string;
  title: string;
  requirements: MatrixRequirement[];
}

/** A requirement with what each run told of it, in the order of the runs; null where one told nothing. */
export interface MatrixRequirement {
  id: string;
  level: Level;
  statement: string;
  cells: ({ verdict: Verdict; blockedBy: string[] } | null)[];
}

/** A question that the protocol leaves open, with each run's answers: none where it was not asked, several where scenarios differed. */
export interface MatrixChoice {
  id: string;
  key?: string;
  question: string;
  answers: string[][];
}

/**
 * Puts runs side by side. What the protocol says is taken from the latest of them.
 * @throws UsageError for runs of servers and clients together, and for two of one name.
 */
export function matrixOf(named: readonly NamedResults[]): Matrix {
  const role = roleOf(named);
  const runs = named.map(({ name, results }) => runOf(name, results));
  return {
    schemaVersion: MATRIX_VERSION,
    role,
    runs,
    sections: sectionsOf(named),
    choices: choicesOf(named),
  };
}

function roleOf(named: readonly NamedResults[]): Role {
  const [first] = named;
  if (!first) throw new UsageError('a matrix needs at least one results file');
  const other = named.find(({ results }) => results.role !== first.results.role);
  if (other) {
    const { role } = first.results;
    throw new UsageError(
      `${first.name} is a ${role}, and ${other.name} a ${other.results.role}: make a matrix of each kind`,
    );
  }
  const names = named.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return first.results.role;
  throw new UsageError(`two runs are called ${twice}: give each a name of its own, as in mine=results.json`);
}

function runOf(name: string, results: Results): MatrixRun {
  const { target, verdict, exitCode, counts, started } = results;
  return {
    name,
    target,
    verdict,
    exitCode,
    ...checkedAndHeld(results),
    counts: counts.requirements,
    started,
  };
}

function sectionsOf(named: readonly NamedResults[]): MatrixSection[] {
  const told = named.map(({ results }) => new Map(results.requirements.map((one) => [one.id, one])));
  const inOrder = [...named].sort((a, b) => Date.parse(a.results.started) - Date.parse(b.results.started));
  const titles = new Map<string, string>();
  const known = new Map<string, RequirementResult>();
  for (const { results } of inOrder) {
    for (const { number, title } of results.specification.sections) titles.set(number, title);
    for (const one of results.requirements) known.set(one.id, one);
  }
  const sections = new Map<string, MatrixSection>();
  for (const { id, level, statement } of [...known.values()].sort((a, b) => compareIds(a.id, b.id))) {
    const number = sectionOf(id);
    const section = sections.get(number) ?? { number, title: titles.get(number) ?? '', requirements: [] };
    sections.set(number, section);
    section.requirements.push({ id, level, statement, cells: told.map((run) => cellOf(run.get(id))) });
  }
  return [...sections.values()].sort((a, b) => compareSections(a.number, b.number));
}

function cellOf(one: RequirementResult | undefined): MatrixRequirement['cells'][number] {
  return one ? { verdict: one.verdict, blockedBy: one.blockedBy } : null;
}

function choicesOf(named: readonly NamedResults[]): MatrixChoice[] {
  const choices = new Map<string, MatrixChoice>();
  named.forEach(({ results }, index) => {
    for (const { id, key, question, options } of results.choices) {
      const name = JSON.stringify([id, key]);
      const answers = named.map((): string[] => []);
      const choice = choices.get(name) ?? { id, ...(key !== undefined && { key }), question, answers };
      choices.set(name, choice);
      choice.answers[index] = options.map(({ option }) => option);
    }
  });
  return [...choices.values()].sort((a, b) => byId(a.id, b.id));
}

/** What the suite calls a choice is an id; what a file calls it may be anything. */
function byId(a: string, b: string): number {
  try {
    return compareIds(a, b);
  } catch {
    return a < b ? -1 : Number(a > b);
  }
}

/** Whether the runs that told of a requirement told the same. */
export function isSame({ cells }: MatrixRequirement): boolean {
  return new Set(cells.flatMap((cell) => (cell ? [cell.verdict] : []))).size <= 1;
}
