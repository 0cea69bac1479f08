import type { Conversation } from '../conversation';
import type { TargetState } from '../evidence';
import type { Signal } from '../signal';
import type { AdapterEvent, ClientDescription, CommandName, ReplyTo } from './protocol';

/** The client under test, as one worker drives it: through a program, or through a person. */
export interface Adapter {
  /** What it says of the client; known once it has been started. */
  readonly about: ClientDescription;
  /** The commands that it declares not to support. */
  readonly unsupported: ReadonlySet<CommandName>;
  /** Whether it can take commands; where not, {@link start} brings it up anew. */
  readonly running: boolean;
  /** Events that have come and that nobody has taken yet, in order. Take them out of it. */
  readonly events: AdapterEvent[];
  /** Raised at each event, reply and fault. */
  readonly signal: Signal;

  /** Brings it up. @throws AdapterFault where it does not come up, or does not keep the protocol. */
  start(): Promise<void>;

  /** Says `bye`, and ends what was started, with everything that it started. */
  stop(): Promise<void>;

  /**
   * Has the client do something; resolves with the further members of the reply.
   * @throws Unsupported where the client cannot do it; RefusedLocally; CommandFailed where the system did not let it;
   * AdapterFault where the adapter breaks the protocol, or says that something unexpected was thrown.
   */
  command<Name extends CommandName>(name: Name, members?: object): Promise<ReplyTo<Name>>;

  /**
   * Waits for `probe` to give something, at most `timeout` milliseconds (the run's time-out unless told); asked again
   * whenever the signal is raised. Undefined when nothing came.
   * @throws AdapterFault as soon as the adapter breaks the protocol.
   */
  until<T>(probe: () => T | undefined, timeout?: number): Promise<T | undefined>;

  /**
   * The next event; undefined when none comes. A program's is whatever it is; a person is asked whether it is
   * `expected`, and another than that is never seen.
   */
  expect(expected: AdapterEvent): Promise<AdapterEvent | undefined>;

  /**
   * Ends the client between two scenarios, waits for the ends that the adapter owes (`disconnected`, `private.closed`) and
   * forgets what else has come. The suite's own ends of the connections should be closed before, or at least be read.
   * @throws AdapterFault where the adapter has broken the protocol, now or before; {@link running} is false then.
   */
  reset(): Promise<void>;

  /** From now on each line in and out is noted there. */
  setConversation(conversation: Conversation | undefined): void;

  /** A scenario begins: forgets what was printed to standard error. */
  markScenario(): void;

  /** What is known of it, with its standard error since {@link markScenario}. */
  state(): TargetState;
}

/** The client does not let its user do this. */
export class RefusedLocally extends Error {
  override readonly name = 'RefusedLocally';
}

/** The system did not let the client do this: no connection, broken pipe. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    readonly kind: 'io',
    message: string,
  ) {
    super(message);
  }
}
