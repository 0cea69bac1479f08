/**
 * By how much identifiers grow from one client to the next (COSP-2.1-8): the difference that most of the
 * neighbours have, or undefined when none is in the majority. Some may differ, since a server that gives freed
 * identifiers again has gaps to fill first.
 */
export function growthOf(identifiers: readonly number[]): number | undefined {
  const differences = identifiers.slice(1).map((id, i) => id - (identifiers[i] as number));
  const isCommon = (difference: number): boolean =>
    differences.filter((other) => other === difference).length * 2 > differences.length;
  return differences.find(isCommon);
}
