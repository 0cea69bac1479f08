import { readFileSync, writeFileSync } from 'node:fs';
import type { Role } from '../spec';
import { nearNames } from './run/near-names';
import { UsageError } from './run/usage-error';
import type { JudgedScenario, ScenarioRecord } from './verdict/scenario';

/** A failure that is known and accepted for now. */
export interface BaselineEntry {
  /** The scenario's own requirement. */
  requirement: string;
  /** The scenario's name; all scenarios of that name under the requirement are meant. */
  scenario: string;
  reason: string;
}

const header = (
  role: Role,
): string => `# Failures of this ${role} that are known. Each is reported as XFAIL and does not fail the run.
# A scenario that passes although it stands here (XPASS) fails the run until its entry is taken out.
`;

/**
 * Reads a baseline: YAML, a list of entries with requirement, scenario and reason.
 * @throws UsageError when the file cannot be read or is not such a list.
 */
export function readBaseline(file: string): BaselineEntry[] {
  const { parse } = require('yaml') as typeof import('yaml');
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `cannot read the baseline ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (content === null) return [];
  if (!Array.isArray(content)) throw new UsageError(`the baseline ${file} must be a list of entries`);
  return content.map((item, index) => checkEntry(item, `${file}, entry ${index + 1}`));
}

function checkEntry(item: unknown, where: string): BaselineEntry {
  const fields = ['requirement', 'scenario', 'reason'] as const;
  const entry = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  for (const field of fields) {
    const value = entry[field];
    if (typeof value !== 'string' || value.trim() === '') {
      throw new UsageError(`${where}: "${field}" must be a text; each entry has ${fields.join(', ')}`);
    }
  }
  const unknown = Object.keys(entry).find((key) => !(fields as readonly string[]).includes(key));
  if (unknown !== undefined) throw new UsageError(`${where}: there is no field "${unknown}"`);
  return entry as unknown as BaselineEntry;
}

/**
 * Every entry must name a scenario that exists, whether this run selects it or not.
 * @throws UsageError with the nearest name otherwise.
 */
export function checkBaseline(
  entries: readonly BaselineEntry[],
  known: readonly Pick<ScenarioRecord, 'requirement' | 'name'>[],
): void {
  for (const entry of entries) {
    const named = known
      .filter(({ requirement }) => requirement === entry.requirement)
      .map(({ name }) => name);
    if (named.includes(entry.scenario)) continue;
    const hint = nearNames(entry.scenario, named.length > 0 ? named : known.map(({ name }) => name));
    throw new UsageError(
      `the baseline names an unknown scenario: ${entry.requirement} "${entry.scenario}"${hint}`,
    );
  }
}

/**
 * Turns expected failures into XFAIL. Where a scenario that stands in the baseline passes, and none of the same
 * name under the same requirement fails, the verdict is XPASS.
 */
export function applyBaseline(
  judged: readonly JudgedScenario[],
  entries: readonly BaselineEntry[],
): JudgedScenario[] {
  const named = new Map(entries.map((entry) => [keyOf(entry.requirement, entry.scenario), entry]));
  const failing = new Set(judged.filter(fails).map(keyOfScenario));
  return judged.map((one) => {
    const entry = named.get(keyOfScenario(one));
    if (!entry) return one;
    if (fails(one)) return { ...one, verdict: 'XFAIL', note: `expected: ${entry.reason}` };
    const passes = one.verdict === 'PASS' || one.verdict === 'CHOICE';
    if (!passes || failing.has(keyOfScenario(one))) return one;
    return { ...one, verdict: 'XPASS', note: 'passes now: take its entry out of the baseline' };
  });
}

function fails({ verdict }: JudgedScenario): boolean {
  return verdict === 'FAIL' || verdict === 'WARN';
}

function keyOf(requirement: string, scenario: string): string {
  return `${requirement}\n${scenario}`;
}

function keyOfScenario({ scenario }: JudgedScenario): string {
  return keyOf(scenario.requirement, scenario.name);
}

/**
 * The baseline that expects what failed in this run. Entries that stood there already keep their place and reason, and go
 * only when their scenario passed: a run of a part, or one that was interrupted, takes nothing out.
 */
export function baselineOf(
  judged: readonly JudgedScenario[],
  known: readonly BaselineEntry[],
): BaselineEntry[] {
  const stale = new Set(judged.filter(({ verdict }) => verdict === 'XPASS').map(keyOfScenario));
  const entries = new Map<string, BaselineEntry>();
  for (const entry of known) {
    const key = keyOf(entry.requirement, entry.scenario);
    if (!stale.has(key)) entries.set(key, entry);
  }
  for (const { scenario, ...one } of judged.filter(fails)) {
    const key = keyOf(scenario.requirement, scenario.name);
    const reason = scenario.evidence?.message ?? one.note ?? 'not told';
    if (!entries.has(key))
      entries.set(key, { requirement: scenario.requirement, scenario: scenario.name, reason });
  }
  return [...entries.values()];
}

/** Writes the baseline of a server or a client as YAML. */
export function writeBaseline(file: string, entries: readonly BaselineEntry[], role: Role): void {
  const { stringify } = require('yaml') as typeof import('yaml');
  writeFileSync(file, header(role) + stringify(entries, { lineWidth: 110 }));
}
