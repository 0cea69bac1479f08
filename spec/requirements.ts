import { Entry, readSources, type Source } from './data';
import { compareIds, compareSections, isId, isSectionNumber, sectionOf } from './ids';

const LEVELS = ['MUST', 'SHOULD', 'CHOICE'] as const;
const ROLES = ['server', 'client'] as const;

/**
 * How binding a requirement is. MUST: the RFC says it, or it plainly follows. SHOULD: the RFC is silent,
 * and every careful implementation does it. CHOICE: the RFC leaves it open, and it is only recorded.
 */
export type Level = (typeof LEVELS)[number];

/** Whom a requirement binds. */
export type Role = (typeof ROLES)[number];

/** One sentence of the protocol that an implementation is held to. */
export interface Requirement {
  /** For good: never renumbered, never given to another requirement. */
  readonly id: string;
  readonly level: Level;
  /** At least one. */
  readonly roles: readonly Role[];
  readonly statement: string;
  /** Title of the RFC's section that says it, in French, or `silent`. */
  readonly rfc: string;
  /** Ids of the requirements without which this one cannot be judged, the direct ones. See {@link allNeeds}. */
  readonly needs: readonly string[];
}

/** A section or subsection of the specification. */
export interface Section {
  /** `2` or `2.1`. */
  readonly number: string;
  readonly title: string;
  /** Name of the page in `spec/` that the section stands on. */
  readonly page: string;
}

/** What the requirement files say, in the specification's order. */
export interface RequirementData {
  readonly sections: readonly Section[];
  readonly requirements: readonly Requirement[];
  readonly byId: ReadonlyMap<string, Requirement>;
}

let loaded: RequirementData | undefined;

function data(): RequirementData {
  loaded ??= parseRequirements(readSources('requirements'));
  return loaded;
}

/**
 * All requirements, in the specification's order ({@link compareIds}). Read once, then kept.
 *
 * @throws SpecError when the data has a mistake.
 */
export function loadRequirements(): readonly Requirement[] {
  return data().requirements;
}

/** All sections and subsections that hold requirements, in the specification's order. */
export function loadSections(): readonly Section[] {
  return data().sections;
}

/** The requirement with this id, or undefined when there is none. */
export function requirementById(id: string): Requirement | undefined {
  return data().byId.get(id);
}

/**
 * The ids of all requirements that one needs, directly or through another, in the specification's order.
 * A failure of a requirement is put down to the first of these that failed too.
 *
 * @throws RangeError when no requirement has this id.
 */
export function allNeeds(id: string, { byId }: Pick<RequirementData, 'byId'> = data()): string[] {
  const found = new Set<string>();
  const visit = (current: string): void => {
    const requirement = byId.get(current);
    if (requirement === undefined) {
      throw new RangeError(`no requirement has the id "${current}"`);
    }
    for (const needed of requirement.needs.filter((other) => !found.has(other))) {
      found.add(needed);
      visit(needed);
    }
  };
  visit(id);
  return [...found].sort(compareIds);
}

/**
 * Reads requirement files: one mapping each with `section`, `title`, `subsections` and `requirements`.
 *
 * @throws SpecError for an unknown level, role, field or needed id, for a duplicate, and for needs that run in a circle.
 */
export function parseRequirements(sources: readonly Source[]): RequirementData {
  const sections: Section[] = [];
  const found: { entry: Entry; requirement: Requirement }[] = [];
  const byId = new Map<string, Requirement>();
  for (const source of sources) {
    const file = Entry.of(source).allow('section', 'title', 'subsections', 'requirements');
    const own = parseSections(file, source.file);
    sections.push(...own);
    for (const entry of file.entries('requirements')) {
      const requirement = parseRequirement(entry, own);
      if (byId.has(requirement.id)) {
        entry.fail('the id is there twice');
      }
      byId.set(requirement.id, requirement);
      found.push({ entry, requirement });
    }
  }
  for (const { entry, requirement } of found) {
    checkNeeds(entry, requirement, byId);
  }
  return {
    sections: sections.sort((a, b) => compareSections(a.number, b.number)),
    requirements: [...byId.values()].sort((a, b) => compareIds(a.id, b.id)),
    byId,
  };
}

function parseSections(file: Entry, path: string): Section[] {
  const number = file.string('section');
  const page = path.replace(/^.*[/\\]/, '').replace(/\.yaml$/, '.md');
  const below = file.texts('subsections').map(([inner, title]) => ({ number: inner, title, page }));
  for (const section of below) {
    if (!isSectionNumber(section.number) || !section.number.startsWith(`${number}.`)) {
      file.fail(`"${section.number}" is no subsection of ${number}`);
    }
  }
  return [{ number, title: file.string('title'), page }, ...below];
}

function parseRequirement(entry: Entry, sections: readonly Section[]): Requirement {
  const id = entry.string('id');
  entry.called(id).allow('id', 'level', 'roles', 'statement', 'rfc', 'needs');
  if (!isId(id)) {
    entry.fail('the id is not written like COSP-2.1-1');
  }
  if (!sections.some((section) => section.number === sectionOf(id))) {
    entry.fail(`the file has no section ${sectionOf(id)}`);
  }
  const roles = entry.strings('roles').map((role) => {
    return ROLES.find((known) => known === role) ?? entry.fail(`role "${role}" is unknown`);
  });
  if (roles.length === 0 || new Set(roles).size < roles.length) {
    entry.fail('roles are not one or two different ones');
  }
  return {
    id,
    level: entry.oneOf('level', LEVELS),
    roles,
    statement: entry.string('statement').trim(),
    rfc: entry.string('rfc'),
    needs: entry.strings('needs'),
  };
}

function checkNeeds(entry: Entry, { id, needs }: Requirement, byId: RequirementData['byId']): void {
  const unknown = needs.find((needed) => !byId.has(needed));
  if (unknown !== undefined) {
    entry.fail(`needs ${unknown}, which no requirement has as its id`);
  }
  const circle = circleFrom(id, [], byId);
  if (circle !== undefined) {
    entry.fail(`its needs run in a circle: ${circle.join(' -> ')}`);
  }
}

function circleFrom(id: string, path: string[], byId: RequirementData['byId']): string[] | undefined {
  if (path.includes(id)) {
    return [...path.slice(path.indexOf(id)), id];
  }
  for (const needed of byId.get(id)?.needs ?? []) {
    const circle = circleFrom(needed, [...path, id], byId);
    if (circle !== undefined) {
      return circle;
    }
  }
  return undefined;
}
