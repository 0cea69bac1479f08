/** After so many scenarios that waited in vain for a whole time-out, waits are cut to a quarter: the next ones will be too. */
const MANY = 5;
/** After so many, to an eighth. */
const VERY_MANY = 25;
/** But not below this, in milliseconds: who is not late but busy for a moment is through with it by then. */
const SHORTEST = 400;
/** After so many messages that did not come the second time either, none is late: they are lost. */
const LOST_FOR_GOOD = 20;

/** How long a scenario waits for what must come, in milliseconds, where so many before it have waited in vain. */
export function shortened(timeout: number, vainWaits: number): number {
  if (vainWaits < MANY) return timeout;
  const quarter = timeout / 4;
  return vainWaits < VERY_MANY ? quarter : Math.min(quarter, Math.max(timeout / 8, SHORTEST));
}

/** What became of the messages that did not come in time, over all scenarios of a worker. */
export class Lateness {
  #lost = 0;
  #late = 0;

  /** Whether what does not come in time is not worth another wait: nothing ever came in the second one. */
  get isRuledOut(): boolean {
    return this.#late === 0 && this.#lost >= LOST_FOR_GOOD;
  }

  /** One did not come while it was waited for once more. */
  lost(): void {
    this.#lost++;
  }

  /** One did. */
  late(): void {
    this.#late++;
  }
}
