import { allNeeds, type Exclusion, type Requirement, type Role } from '../../spec';

/** A scenario as it runs: a row of an outline is one of its own. */
export interface Scenario {
  /** With the row's values filled in. */
  name: string;
  /** All tags that count for it, its own and inherited ones, with `@`. */
  tags: readonly string[];
  /** Whom it tests. */
  role: Role;
  /** How many steps it has, background included. */
  steps: number;
  /** File and line, for messages. */
  where: string;
}

/**
 * Holds scenarios against requirements. Each requirement has a scenario for each role that it binds, or is excluded;
 * each scenario bears one known id that binds its role, needs what is known, has steps, and has a name of its own below that id; no exclusion
 * is stale.
 *
 * @returns what is wrong, empty when nothing is.
 */
export function checkCoverage(
  requirements: readonly Requirement[],
  excluded: readonly Exclusion[],
  scenarios: readonly Scenario[],
): string[] {
  return [
    ...scenarios.flatMap((scenario) => checkScenario(scenario, requirements)),
    ...checkNames(scenarios),
    ...checkRequirements(requirements, excluded, scenarios),
    ...checkExclusions(excluded, scenarios),
  ];
}

function idsOf({ tags }: Scenario): string[] {
  // In any case of letters, so that a misspelt id is not taken for a tag of another kind.
  return tags.filter((tag) => /^@cosp/i.test(tag)).map((tag) => tag.slice(1));
}

function checkScenario(scenario: Scenario, requirements: readonly Requirement[]): string[] {
  const { name, role, steps, where } = scenario;
  const ids = idsOf(scenario);
  const found = ids.map((id) => ({ id, requirement: requirements.find((other) => other.id === id) }));
  const problems = found.flatMap(({ id, requirement }) => {
    if (requirement === undefined) {
      return [`has the tag @${id}, which no requirement has as its id`];
    }
    return requirement.roles.includes(role) ? [] : [`tests a ${role}, which ${id} does not bind`];
  });
  if (ids.length !== 1) {
    problems.push(
      `has ${ids.length} ids of requirements, not one${ids.length > 1 ? `: ${ids.join(', ')}` : ''}`,
    );
  }
  problems.push(...checkNeeds(scenario, ids[0], requirements));
  if (steps === 0) {
    problems.push('has no steps');
  }
  return problems.map((problem) => `${where}: "${name}" ${problem}`);
}

const NEEDS = '@needs-';

/** A scenario's own needs are known, bind its role, and say what its requirement's needs do not say. */
function checkNeeds(
  { tags, role }: Scenario,
  own: string | undefined,
  requirements: readonly Requirement[],
): string[] {
  const byId = new Map(requirements.map((one) => [one.id, one]));
  const said = own !== undefined && byId.has(own) ? [own, ...allNeeds(own, { byId })] : [];
  const needed = tags.filter((tag) => /^@needs/i.test(tag)).map((tag) => tag.slice(NEEDS.length));
  return needed.flatMap((id) => {
    if (!byId.get(id)?.roles.includes(role))
      return [`needs "${id}", which no requirement of a ${role} has as its id`];
    return said.includes(id) ? [`needs ${id}, as its requirement does`] : [];
  });
}

function checkNames(scenarios: readonly Scenario[]): string[] {
  const first = new Map<string, Scenario>();
  return scenarios.flatMap((scenario) => {
    const { name, role, where } = scenario;
    return idsOf(scenario).flatMap((id) => {
      const key = `${role} ${id} ${name}`;
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, scenario);
        return [];
      }
      return [`${where}: "${name}" has the name of another scenario of ${id}, at ${other.where}`];
    });
  });
}

function isCovered(id: string, role: Role, scenarios: readonly Scenario[]): boolean {
  return scenarios.some(
    (scenario) => scenario.role === role && scenario.steps > 0 && idsOf(scenario).includes(id),
  );
}

function checkRequirements(
  requirements: readonly Requirement[],
  excluded: readonly Exclusion[],
  scenarios: readonly Scenario[],
): string[] {
  return requirements.flatMap(({ id, roles, statement }) =>
    roles
      .filter((role) => !excluded.some((exclusion) => exclusion.id === id && exclusion.role === role))
      .filter((role) => !isCovered(id, role, scenarios))
      .map((role) => `${id} has no scenario for a ${role} and is not excluded: ${statement}`),
  );
}

function checkExclusions(excluded: readonly Exclusion[], scenarios: readonly Scenario[]): string[] {
  const stale = excluded.filter(({ id, role }) => isCovered(id, role, scenarios));
  const byName = stale.filter(({ by }) => by === 'name');
  // A rule for a whole role stays as long as one of its requirements waits.
  const wholeRoles = [...new Set(excluded.filter(({ by }) => by === 'role').map(({ role }) => role))].filter(
    (role) =>
      excluded.every(
        (exclusion) => exclusion.by !== 'role' || exclusion.role !== role || stale.includes(exclusion),
      ),
  );
  return [
    ...byName.map(
      ({ id, role }) => `${id} is excluded for a ${role}, and has a scenario: take the exclusion out`,
    ),
    ...wholeRoles.map(
      (role) => `every requirement for a ${role} has a scenario: take the exclusion of the role out`,
    ),
  ];
}
