/** After so many scenarios that waited in vain for a whole time-out, waits are shorter by so much: the next ones will do so too. */
const STEPS = [
  { from: 30, divisor: 16 },
  { from: 5, divisor: 4 },
] as const;

/** How long a scenario waits for what must come, in milliseconds, where so many before it have waited in vain. */
export function shortened(timeout: number, vainWaits: number): number {
  return timeout / (STEPS.find(({ from }) => vainWaits >= from)?.divisor ?? 1);
}
