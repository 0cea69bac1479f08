/** Why chat connections end; the log and the program that the server runs in are told so. */
export const END_REASONS = [
  'closed by the client',
  'connection lost',
  'did not register in time',
  'does not read',
  'empty pseudonym',
  'malformed frame',
  'no room for another client',
  'pseudonym is not UTF-8',
  'a fault of the server',
  'the server closes',
] as const;

export type EndReason = (typeof END_REASONS)[number];

/** What clients ask for, by the names of the request codes. */
export const REQUESTS = [
  'broadcast',
  'direct',
  'private_request',
  'private_accept',
  'private_refuse',
] as const;

/** What clients are told, by the names of the connection codes and the response codes. */
export const DELIVERIES = [
  'accepted',
  'pseudonym_in_use',
  'joined',
  'left',
  'broadcast',
  'direct',
  'private_requested',
  'private_accepted',
  'private_established',
  'absent',
  'private_refused',
] as const;

type Tally<Name extends string> = Record<Name, number>;

function zeros<Name extends string>(names: readonly Name[]): Tally<Name> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Tally<Name>;
}

/**
 * What has happened since the server was made: plain numbers that only grow, each increased where it happens. What
 * holds at the moment is counted by those that hold it.
 */
export class Counters {
  /** TCP connections that were accepted, of any kind. */
  connections = 0;
  /** TLS connections that ended before they could be used. */
  handshakeErrors = 0;
  /** Bytes that came. Here from connections that have closed; the server adds the others. */
  bytesReceived = 0;
  /** Bytes that were sent, likewise. */
  bytesSent = 0;
  /** Clients that were registered. */
  joined = 0;
  /** Clients that were registered and have left. */
  readonly left = zeros(END_REASONS);
  /** Chat connections that have ended, with those that never registered. */
  readonly ended = zeros(END_REASONS);
  readonly requests = zeros(REQUESTS);
  /** Frames for clients, counted for each client that one goes to. */
  readonly deliveries = zeros(DELIVERIES);
}
