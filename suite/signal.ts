/** Lets waiters look again whenever something has happened; the one way in which the suite waits. */
export class Signal {
  readonly #waiters = new Set<() => void>();

  /** Tells every waiter to look again. */
  raise(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }

  /**
   * Resolves with the first value of `probe` that is not undefined, asked now and whenever the signal is
   * raised, or `other` is; with undefined after `timeout` milliseconds. What `probe` throws rejects.
   */
  until<T>(probe: () => T | undefined, timeout: number, other?: Signal): Promise<T | undefined> {
    const signals = other ? [this, other] : [this];
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        for (const signal of signals) signal.#waiters.delete(look);
        settle();
      };
      const look = (): void => {
        try {
          const value = probe();
          if (value !== undefined) finish(() => resolve(value));
        } catch (error) {
          finish(() => reject(error));
        }
      };
      for (const signal of signals) signal.#waiters.add(look);
      timer = setTimeout(() => finish(() => resolve(undefined)), timeout);
      look();
    });
  }
}
