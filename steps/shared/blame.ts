import { allNeeds, requirementById } from '../../spec';

/** A requirement and all that it needs, worked out once for each. */
const builtOnOf = new Map<string, readonly string[]>();

/**
 * What is blamed when something fails that is part of the requirement `base`: the scenario's `own` requirement
 * where that builds on `base`, so that a bug which shows only here is told as what it is; else `base`. Where
 * several requirements say the same of different cases, the further ones are in `more`.
 */
export function blameOf(own: string, base: string, more: readonly string[]): string {
  if (own === '') return base;
  // Not to follow a SHOULD must not look like a MUST that is broken.
  if (requirementById(own)?.level === 'SHOULD') return own;
  const builtOn = builtOnOf.get(own) ?? [own, ...allNeeds(own)];
  builtOnOf.set(own, builtOn);
  return [base, ...more].some((one) => builtOn.includes(one)) ? own : base;
}
