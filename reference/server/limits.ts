/** What the server allows. Times are in milliseconds, sizes in bytes. */
export interface CospServerLimits {
  /** Clients that are registered at once. The protocol can name 32,768: a list tells of 32,767 others in a SHORT. */
  readonly maxClients: number;
  /** How long a connection may take until TLS has been agreed on, where the server has that. */
  readonly handshakeTimeout: number;
  /** How long a connection may take until its next question for a pseudonym is complete (COSP-7-3). */
  readonly registrationTimeout: number;
  /** What may wait for a client that does not read; past it that client is dropped (COSP-7-2, COSP-7-6). */
  readonly maxQueuedBytes: number;
  /** How long senders wait for a client that is behind with reading; then its queue fills and it is dropped. */
  readonly slowReaderGrace: number;
  /** Private connections that one client may have in preparation: unanswered requests and sides that are awaited. */
  readonly maxPendingRequests: number;
  /** How long the two sides of an accepted private connection may take to connect (COSP-6.2-15). */
  readonly pairingTimeout: number;
  /** Bytes of a private connection that are held in each direction before its reader is paused (COSP-7-6). */
  readonly relayBufferBytes: number;
  /** How long a connection that the server has ended may take to close. */
  readonly closingTimeout: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** The most that a SHORT can count, and the client itself. */
const MOST_CLIENTS = 32_768;
/** Longest time that a Node timer takes; a longer one would fire at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The limits of a server that is told none. */
export const DEFAULT_LIMITS: Readonly<CospServerLimits> = {
  maxClients: MOST_CLIENTS,
  handshakeTimeout: 10_000, // two programs, and a few round trips
  registrationTimeout: 60_000, // a person types the pseudonym
  maxQueuedBytes: 8 * MIB,
  slowReaderGrace: 500,
  maxPendingRequests: 1024,
  pairingTimeout: 10_000, // two programs connect, nobody types
  relayBufferBytes: 256 * KIB,
  closingTimeout: 2_000,
};

const HIGHEST: CospServerLimits = {
  maxClients: MOST_CLIENTS,
  handshakeTimeout: LONGEST_TIMEOUT,
  registrationTimeout: LONGEST_TIMEOUT,
  maxQueuedBytes: Number.MAX_SAFE_INTEGER,
  slowReaderGrace: LONGEST_TIMEOUT,
  maxPendingRequests: Number.MAX_SAFE_INTEGER,
  pairingTimeout: LONGEST_TIMEOUT,
  relayBufferBytes: 1024 * MIB,
  closingTimeout: LONGEST_TIMEOUT,
};

/**
 * Gives back a value that a limit may have.
 * @throws RangeError for one that is not a whole number from 1 to the highest.
 */
export function checkLimit(name: keyof CospServerLimits, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= HIGHEST[name]) return value;
  throw new RangeError(`${name} must be a whole number from 1 to ${HIGHEST[name]}, not ${value}`);
}

/**
 * Fills in the defaults.
 * @throws RangeError for a limit that cannot be.
 */
export function completeLimits(given: Partial<CospServerLimits>): CospServerLimits {
  const limits: Record<keyof CospServerLimits, number> = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof CospServerLimits)[]) {
    limits[name] = checkLimit(name, given[name] ?? DEFAULT_LIMITS[name]);
  }
  return limits;
}
