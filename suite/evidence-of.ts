import { AssertionError } from 'chai';
import type { Conversation } from './conversation';
import type { Evidence, ObservedChoice, Outcome } from './evidence';
import { AdapterFault, Blocked, Inconclusive, Unsupported, Violation } from './judgement';
import type { Session } from './session';

const KEPT_FRAME = 4096;
/** Errors whose message is for a person; of any other the stack is shown too. */
const SAY_IT_ALL = [AssertionError, Violation, Inconclusive, Blocked, Unsupported, AdapterFault];

/** What a scenario leaves behind for its evidence. */
export interface EndedScenario {
  requirement: string;
  /** What was thrown first, if anything. */
  failure: unknown;
  conversation: Conversation | undefined;
  choices: ObservedChoice[];
  /** Some connection was ended by the target. */
  connectionLost: boolean;
}

/** What the evidence takes from a worker's session, whatever it tests. */
export type EvidenceSession = Pick<Session, 'problem' | 'targetState'> & {
  readonly parameters: { readonly verbose: boolean };
};

/** Puts together what a worker says of a scenario; `unexplained` is Cucumber's own message, if it failed for another reason. */
export async function evidenceOf(
  scenario: EndedScenario,
  session: EvidenceSession,
  unexplained?: string,
): Promise<Evidence> {
  const { failure } = scenario;
  const outcome = outcomeOf(failure, unexplained);
  const details = failure instanceof Violation ? failure.details : {};
  const kept = outcome !== 'passed' || session.parameters.verbose;
  const target = await session.targetState(outcome !== 'passed' && scenario.connectionLost);
  const { frame } = details;
  return {
    requirement: scenario.requirement,
    outcome,
    ...(failure instanceof Blocked && { blames: failure.by }),
    ...(details.blames &&
      details.blames !== scenario.requirement && {
        blames: details.blames,
        ...(details.presumed && { presumed: true }),
        ...(details.otherwise && { otherwise: details.otherwise }),
      }),
    ...(outcome !== 'passed' && { message: messageOf(failure, unexplained) }),
    ...expectations(failure),
    ...(frame && {
      frame: {
        ...(frame.type && { type: frame.type }),
        hex: Buffer.from(frame.bytes.subarray(0, KEPT_FRAME)).toString('hex'),
        ...(frame.markOffset !== undefined && { markOffset: frame.markOffset }),
      },
    }),
    choices: scenario.choices,
    conversation: kept ? (scenario.conversation?.entries(details.peer, frame?.bytes) ?? []) : [],
    omitted: kept ? (scenario.conversation?.omitted ?? 0) : 0,
    ...(session.problem && { targetProblem: session.problem }),
    target,
  };
}

/** An assertion is a verdict; any other throw is the suite's own fault. */
function outcomeOf(failure: unknown, unexplained: string | undefined): Outcome {
  if (failure instanceof Violation || failure instanceof AssertionError) return 'violation';
  if (failure instanceof Inconclusive) return 'inconclusive';
  if (failure instanceof Blocked) return 'blocked';
  if (failure instanceof Unsupported) return 'unsupported';
  return failure === undefined && unexplained === undefined ? 'passed' : 'harness-error';
}

function messageOf(failure: unknown, unexplained: string | undefined): string {
  if (SAY_IT_ALL.some((kind) => failure instanceof kind)) return (failure as Error).message;
  if (failure instanceof Error) return failure.stack ?? failure.message;
  return unexplained ?? String(failure);
}

function expectations(failure: unknown): { expected?: string; actual?: string } {
  if (failure instanceof Violation) {
    const { expected, actual } = failure.details;
    return { ...(expected && { expected }), ...(actual && { actual }) };
  }
  if (failure instanceof AssertionError) {
    const { expected, actual } = failure as unknown as { expected?: unknown; actual?: unknown };
    return {
      ...(expected !== undefined && { expected: String(expected) }),
      ...(actual !== undefined && { actual: String(actual) }),
    };
  }
  return {};
}
