import type { Mutant, Variant } from './declarations';

/** How the suite took a mutant. */
export type Fate =
  /** A requirement that it breaks is told as broken. */
  | 'killed'
  /** Something else is told as broken. */
  | 'killed by another'
  /** Nothing is. */
  | 'survived';

/** The parts of a JSON report that tell it. */
export interface Report {
  scenarios: {
    verdict: string;
    about: string;
    name: string;
    requirement: string;
    evidence?: { message?: string; target?: unknown };
  }[];
  choices: { id: string; key?: string; options: { option: string }[] }[];
  faults: string[];
}

/** What became of one mutant. */
export interface Result {
  name: string;
  breaks: readonly string[];
  fate: Fate;
  /** The requirements that were told as broken, the mutant's own first. */
  told: string[];
  /** How many scenarios say so. */
  scenarios: number;
  /** How many of its scenarios were INCONCLUSIVE: what survives by these may be caught by another run. */
  unjudged: number;
  /** The run in which this became of it; above 1 only where it depends on chance. */
  attempt: number;
  /** Whether all scenarios were run, and not only those of the requirements that it breaks. */
  whole: boolean;
  /** What went wrong with the suite itself; must be nothing. */
  faults: string[];
}

/** A mistake in the mutant's own declaration: what no mistake of the kind that it is about would say. */
const BREAKDOWN =
  /\b(?:TypeError|ReferenceError|SyntaxError)\b|is not (?:a function|a constructor|defined|iterable)|Cannot (?:read|set) propert/;

/** Reads from a run's report what became of the mutant. */
export function judgeMutant({ name, breaks }: Mutant, report: Report, whole = true): Result {
  const broken = report.scenarios.filter(({ verdict }) => verdict === 'FAIL' || verdict === 'WARN');
  const errors = report.scenarios.filter(({ verdict }) => verdict === 'HARNESS-ERROR');
  const told = [...new Set(broken.map(({ about }) => about))].sort(
    (a, b) => Number(breaks.includes(b)) - Number(breaks.includes(a)) || (a < b ? -1 : 1),
  );
  const own = told.some((id) => breaks.includes(id));
  const broke = broken.map(({ evidence }) => BREAKDOWN.exec(JSON.stringify(evidence ?? null))).find(Boolean);
  return {
    name,
    breaks,
    fate: own ? 'killed' : told.length > 0 ? 'killed by another' : 'survived',
    told,
    scenarios: broken.length,
    unjudged: report.scenarios.filter(({ verdict }) => verdict === 'INCONCLUSIVE').length,
    attempt: 1,
    whole,
    faults: [
      ...report.faults,
      ...errors.map(
        ({ requirement, name: scenario, evidence }) =>
          `HARNESS-ERROR in ${requirement} "${scenario}": ${JSON.stringify(evidence ?? null).slice(0, 300)}`,
      ),
      ...(broke
        ? [`its code breaks down: ${broke.input.slice(Math.max(0, broke.index - 60)).slice(0, 200)}`]
        : []),
    ],
  };
}

/** What the suite made of a server that conforms. */
export interface VariantResult {
  name: string;
  /** The verdicts that are neither PASS nor CHOICE, and why; must be none. */
  blamed: string[];
  /** Options that it takes and that the suite did not see; must be none. */
  unseen: string[];
  faults: string[];
}

const INNOCENT = ['PASS', 'CHOICE'];

/** Reads from a run's report what a server that conforms was blamed for. */
export function judgeVariant({ name, takes }: Variant, report: Report): VariantResult {
  const blamed = report.scenarios.filter(({ verdict }) => !INNOCENT.includes(verdict));
  const seen = new Map(
    report.choices.map(({ id, key, options }) => [
      key === undefined ? id : `${id} ${key}`,
      options.map(({ option }) => option).join(' and '),
    ]),
  );
  const unseen = Object.entries(takes).filter(([choice, option]) => seen.get(choice) !== option);
  return {
    name,
    blamed: blamed.map((one) => `${one.verdict} ${one.about} "${one.name}": ${one.evidence?.message}`),
    unseen: unseen.map(([choice, option]) => `${choice}: ${option}, but seen was ${seen.get(choice)}`),
    faults: report.faults,
  };
}
