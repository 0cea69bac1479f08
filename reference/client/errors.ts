/** What kept a client from doing what it was asked. */
export type CospClientErrorCode =
  /** There is no connection to the server, or it has not been asked for. */
  | 'not-connected'
  /** A client connects once; another connection takes another client. */
  | 'already-connected'
  /** COSP-2-3: nothing is sent before the pseudonym has been accepted. */
  | 'not-registered'
  /** The pseudonym has been accepted; there is no second one. */
  | 'already-registered'
  /** The server has not answered yet whether the last pseudonym is free. */
  | 'registration-pending'
  /** Nobody in the roster has the pseudonym. */
  | 'unknown-pseudonym'
  /** COSP-6.3-4: the client that was asked does not want a private connection. */
  | 'refused'
  /** The other client has left before the private connection was agreed on. */
  | 'departed'
  /** The request for a private connection has been answered already. */
  | 'already-answered'
  /** The connection to the server ended before the answer came; `cause` says why, where that is known. */
  | 'disconnected'
  /** The server said something that makes no sense here; what it was is in the message. */
  | 'senseless-frame';

/** Programs tell what happened by `code`, people by the message. */
export class CospClientError extends Error {
  constructor(
    readonly code: CospClientErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CospClientError';
  }
}
