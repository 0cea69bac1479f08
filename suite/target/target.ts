import type { TargetState } from '../evidence';

/** A server under test, as one worker sees it. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /**
   * Brings a fresh server up, where the suite starts it in the place of the one that is there, which may still be
   * ending then; rejects with a sentence for a person when it cannot be reached.
   */
  start(): Promise<void>;
  /** Ends a server that the suite started, with everything it started; no effect on an address. */
  stop(): Promise<void>;
  /** Whether the suite can give the scenarios a fresh server. */
  readonly restartable: boolean;
  /** Whether the process is there (an address is taken to be). */
  readonly running: boolean;
  /** Resolves when the process has ended, or after `milliseconds`. */
  ended(milliseconds: number): Promise<void>;
  /** What is known of it, with its standard error since {@link markScenario}. */
  state(): TargetState;
  markScenario(): void;
}
