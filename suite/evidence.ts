import type { EntryType } from '../wire';

/** Media type of the attachment that carries a scenario's {@link Evidence} from a worker to the runner. */
export const EVIDENCE_MEDIA_TYPE = 'application/vnd.cosp.evidence+json';

/**
 * How a scenario went, as the worker saw it. The runner turns it into a verdict with the requirement's
 * level, the other scenarios' results and the baseline.
 *
 * - `passed`: every step held and every byte was accounted for.
 * - `violation`: the target did what the protocol forbids, or did not do what it demands.
 * - `blocked`: not run, because what it needs is known not to work (`blames` says which requirement).
 * - `inconclusive`: could not be told (no fence was possible, the target could not be reached or started).
 * - `unsupported`: the target says that it does not do this.
 * - `harness-error`: the suite's or the adapter's own fault.
 */
export type Outcome = 'passed' | 'violation' | 'blocked' | 'inconclusive' | 'unsupported' | 'harness-error';

/** One entry of the conversation between the suite's peers and the target. */
export interface ConversationEntry {
  /** Milliseconds since the scenario began. */
  at: number;
  /** Name of the peer in the scenario: "alice". */
  peer: string;
  /** `event` is what is not bytes: connected, closed by the server, reset. */
  direction: 'sent' | 'received' | 'event';
  /** One line for a person. */
  summary: string;
  /** Entry type of the frame; missing for raw bytes and events. */
  type?: EntryType;
  /** The bytes, cut after 4,096; missing for events. */
  hex?: string;
  /** Number of bytes of the whole frame or piece. */
  length?: number;
  /** True for the entry that the failure is about. */
  offending?: boolean;
  /** True for a direct message that only proves that what came before it has arrived. */
  fence?: boolean;
}

/** An option of the register of choices that the target was seen to take. */
export interface ObservedChoice {
  /** The CHOICE requirement, such as `COSP-2.2-9`. */
  id: string;
  /** Which of several questions of that requirement (`case`, `unicode-form`); missing when it asks just one. */
  key?: string;
  /** The option's name as in the register, or the value where the register says `free`. */
  option: string;
}

/** What was known about the target when the scenario ended. */
export interface TargetState {
  /** `java -jar server.jar 40123 (pid 4711)` or `127.0.0.1:7777`. */
  description: string;
  state: 'running' | 'exited' | 'not-started' | 'unreachable' | 'unknown';
  /** "exited with code 1", "ended by SIGKILL", "did not listen on port 40123 within 5 s". */
  detail?: string;
  /** Last lines of its standard error during this scenario (at most 40 lines of 400 characters). */
  stderr: string[];
}

/** Everything that a worker says about one scenario, attached once, at its end. */
export interface Evidence {
  /** The one requirement of the scenario, from its tag. */
  requirement: string;
  outcome: Outcome;
  /** The requirement that was seen broken (or missing) where it is not the scenario's own. */
  blames?: string;
  /** `blames` is only the likeliest reason: something did not come. */
  presumed?: boolean;
  /** The next likely reason. */
  otherwise?: string;
  /** What is wrong, in one sentence. */
  message?: string;
  expected?: string;
  actual?: string;
  /** The offending frame or bytes; `markOffset` is the first wrong byte. */
  frame?: { type?: EntryType; hex: string; markOffset?: number };
  choices: ObservedChoice[];
  /** Left out when the scenario passed, unless the run is verbose. */
  conversation: ConversationEntry[];
  /** How many entries of the conversation were dropped for size. */
  omitted: number;
  /** Why nothing can be judged on this target at all: the first registration failed or it never listened. Said in each scenario of the worker; the runner prints it once, at once. */
  targetProblem?: string;
  target: TargetState;
}
