/** After so many scenarios that waited in vain for a whole time-out, waits are cut to a quarter: the next ones will be too. */
const MANY = 5;

/** How long a scenario waits for what must come, in milliseconds, where so many before it have waited in vain. */
export function shortened(timeout: number, vainWaits: number): number {
  return timeout / (vainWaits < MANY ? 1 : 4);
}
