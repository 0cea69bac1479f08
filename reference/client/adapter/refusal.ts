import { CospClientError, type CospClientErrorCode } from '../errors';

/** What kept a command from being done. */
export type RefusalKind = 'unsupported' | 'refused-locally' | 'io' | 'bug';

/** A command that the adapter itself does not do. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
  ) {
    super(message);
  }
}

const CONNECTION: readonly CospClientErrorCode[] = ['not-connected', 'disconnected'];

/** The kind of whatever was thrown; what is none of the others is a bug. */
export function kindOf(error: unknown): RefusalKind {
  if (error instanceof Refusal) return error.kind;
  if (error instanceof CospClientError) return CONNECTION.includes(error.code) ? 'io' : 'refused-locally';
  if (error instanceof Error && 'syscall' in error) return 'io';
  if (error instanceof AggregateError && error.errors.every((each) => kindOf(each) === 'io')) return 'io';
  return error instanceof RangeError ? 'refused-locally' : 'bug';
}
