import type { Requirement } from '../../spec';

/** How a requirement stands in the list of frozen ids. */
export function frozenLine({ id, level, roles }: Pick<Requirement, 'id' | 'level' | 'roles'>): string {
  return `${id} ${level} ${roles.join(',')}`;
}

/**
 * Compares the requirements with the list of frozen ids, one `id level roles` on a line.
 *
 * @returns what is wrong, empty when nothing is.
 */
export function checkFrozen(list: string, requirements: readonly Requirement[]): string[] {
  const frozen = list.split('\n').filter((line) => line !== '');
  const current = requirements.map(frozenLine);
  const idOf = (line: string): string => line.replace(/ .*/, '');
  const ids = new Set(requirements.map(({ id }) => id));
  const frozenIds = new Set(frozen.map(idOf));
  const gone = frozen.filter((line) => !current.includes(line));
  return [
    ...gone.map((line) =>
      ids.has(idOf(line))
        ? `"${line}" is changed: an id is for good, with its level and roles; give the new requirement a new id`
        : `"${line}" is gone: an id is for good; put the requirement back`,
    ),
    ...current
      .filter((line) => !frozenIds.has(idOf(line)))
      .map((line) => `"${line}" is new: add this line to the list`),
  ];
}
