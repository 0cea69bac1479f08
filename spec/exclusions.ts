import { Entry, readSource, type Source } from './data';
import { loadRequirements, type Requirement, type Role } from './requirements';

/** A requirement that no scenario covers for one role, and why. */
export interface Exclusion {
  readonly id: string;
  readonly role: Role;
  readonly reason: string;
  /** Whether it was excluded by name, or by the rule for its whole role. */
  readonly by: 'name' | 'role';
}

/**
 * The requirements that no scenario has to cover, each with its reason, from `spec/excluded.yaml`.
 *
 * @throws SpecError when the data has a mistake.
 */
export function loadExclusions(): Exclusion[] {
  return parseExclusions(readSource('excluded.yaml'), loadRequirements());
}

/**
 * Reads the file of exclusions: `roles` has a reason for a whole role, `requirements` has entries with
 * `id`, `role` and `reason`.
 *
 * @throws SpecError for an unknown role, id or field, a requirement that does not bind the role, and a missing reason.
 */
export function parseExclusions(source: Source, requirements: readonly Requirement[]): Exclusion[] {
  const file = Entry.of(source).allow('roles', 'requirements');
  const byRole = file.texts('roles').flatMap(([name, reason]) => {
    const role = roleNamed(name) ?? file.fail(`role "${name}" is unknown`);
    return requirements
      .filter((requirement) => requirement.roles.includes(role))
      .map(({ id }): Exclusion => ({ id, role, reason, by: 'role' }));
  });
  const byName = file.entries('requirements').map((entry): Exclusion => {
    const id = entry.string('id');
    entry.called(id).allow('id', 'role', 'reason');
    const role = roleNamed(entry.string('role')) ?? entry.fail('the role is unknown');
    const requirement =
      requirements.find((other) => other.id === id) ?? entry.fail('no requirement has this id');
    if (!requirement.roles.includes(role)) {
      entry.fail(`the requirement does not bind a ${role}`);
    }
    return { id, role, reason: entry.string('reason'), by: 'name' };
  });
  return [...byName, ...byRole];
}

function roleNamed(name: string): Role | undefined {
  return name === 'server' || name === 'client' ? name : undefined;
}
