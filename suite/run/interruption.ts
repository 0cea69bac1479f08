import { EXIT } from '../verdict/exit-code';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What to do when the user, or the system, wants the run to end. */
export interface Interruptible {
  /** The first signal: end soon, in good order. */
  stop(): void;
  /** The second: the process exits right after this. */
  kill(): void;
}

/** Listens for SIGINT and SIGTERM; returns what ends the listening. */
export function onInterruption(run: Interruptible): () => void {
  let signals = 0;
  const listener = (): void => {
    signals++;
    if (signals === 1) {
      run.stop();
      return;
    }
    run.kill();
    process.exit(EXIT.incomplete);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
