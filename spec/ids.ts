const ID = /^COSP-(\d+(?:\.\d+)?)-(\d+)$/;
const SECTION = /^\d+(?:\.\d+)?$/;

/** Whether a text is written like a requirement's id: `COSP-`, a section such as `2` or `2.1`, `-`, a number. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Whether a text is written like a section's number: `2` or `2.1`. */
export function isSectionNumber(text: string): boolean {
  return SECTION.test(text);
}

/**
 * The number of the section that a requirement belongs to: `2.2` for `COSP-2.2-1`.
 *
 * @throws RangeError when the text is not a requirement's id.
 */
export function sectionOf(id: string): string {
  return partsOf(id).section;
}

/**
 * Sorts section numbers as they stand in the specification: `2` before `2.1`, `2.9` before `2.10`.
 *
 * @returns a negative number, 0 or a positive number, as `Array.prototype.sort` wants it.
 */
export function compareSections(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/**
 * Sorts requirements' ids as they stand in the specification:
 * `COSP-1-1`, `COSP-2-1`, `COSP-2.1-1`, `COSP-2.1-2`, `COSP-2.1-10`.
 *
 * @throws RangeError when one of the texts is not a requirement's id.
 */
export function compareIds(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  return compareSections(left.section, right.section) || left.number - right.number;
}

function partsOf(id: string): { section: string; number: number } {
  const [, section, number] = ID.exec(id) ?? [];
  if (section === undefined || number === undefined) {
    throw new RangeError(`"${id}" is not the id of a requirement (such as COSP-2.1-1)`);
  }
  return { section, number: Number(number) };
}
