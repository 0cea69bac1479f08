import { readFileSync } from 'node:fs';
import { compareSections, sectionOf } from '../../spec';
import { nearNames } from './near-names';
import type { Selection } from './run-request';
import type { SuiteSources } from './sources';
import { UsageError } from './usage-error';

/** Tells whether a scenario is selected. */
type Selected = (scenario: { requirement: string; name: string }) => boolean;

/** A selection, as Cucumber and as the runner need it. */
export interface ResolvedSelection {
  /** Cucumber's tag expression; empty: no restriction. */
  tagExpression: string;
  /** Cucumber's name patterns. */
  names: string[];
  /** The feature files that can hold a scenario that fits: the others need not be read. */
  features: string[];
  selects: Selected;
}

/**
 * Turns a selection into a choice of scenarios: those whose requirement fits every kind of restriction.
 * @throws UsageError for an id or section that does not exist, with those that are like it.
 */
export function resolveSelection(selection: Selection, sources: SuiteSources): ResolvedSelection {
  const { sections, ids, levels, grep } = selection;
  for (const id of ids) checkId(id, sources);
  for (const section of sections) checkSection(section, sources);
  const names = grep === undefined ? [] : [grep];
  const nameFits = grep === undefined ? () => true : (name: string) => new RegExp(grep).test(name);
  if (sections.length + ids.length + levels.length === 0) {
    const { features } = sources;
    return { tagExpression: '', names, features, selects: ({ name }) => nameFits(name) };
  }
  const wanted = new Set(
    [...sources.requirements.values()]
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ level }) => levels.length === 0 || levels.includes(level))
      .filter(
        ({ id }) => sections.length === 0 || sections.some((section) => contains(section, sectionOf(id))),
      )
      .map(({ id }) => id),
  );
  return {
    tagExpression: [...wanted].map((id) => `@${id}`).join(' or ') || 'not (@a or not @a)',
    names,
    features: filesThatTag(wanted, sources.features),
    selects: ({ requirement, name }) => wanted.has(requirement) && nameFits(name),
  };
}

/** All files where none does: Cucumber takes none for the folder `features` of wherever it runs. */
function filesThatTag(ids: ReadonlySet<string>, files: readonly string[]): string[] {
  const tags = (file: string): Iterable<RegExpMatchArray> =>
    readFileSync(file, 'utf8').matchAll(/@([\w.-]+)/g);
  const found = files.filter((file) => [...tags(file)].some(([, tag = '']) => ids.has(tag)));
  return found.length > 0 ? found : [...files];
}

function contains(section: string, other: string): boolean {
  return other === section || other.startsWith(`${section}.`);
}

function checkId(id: string, { requirements, role }: SuiteSources): void {
  const requirement = requirements.get(id);
  if (requirement?.roles.includes(role)) return;
  if (requirement) throw new UsageError(`${id} does not bind a ${role}: nothing here checks it`);
  const known = [...requirements.values()].filter(({ roles }) => roles.includes(role)).map((one) => one.id);
  throw new UsageError(`there is no requirement ${id}${nearNames(id, known)}`);
}

function checkSection(section: string, { sections }: SuiteSources): void {
  const known = sections.map(({ number }) => number).sort(compareSections);
  if (known.includes(section)) return;
  throw new UsageError(`there is no section ${section}; the sections are ${known.join(', ')}`);
}
