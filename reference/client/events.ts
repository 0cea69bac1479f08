import type { PrivateRequest } from './private-request';
import type { RosterEntry, RosterView } from './roster';

/** A message that has come. */
export interface Message {
  readonly from: RosterEntry;
  /** Bytes that are not UTF-8 are U+FFFD here. */
  readonly text: string;
}

/**
 * What a client tells, in the order in which it arrived (COSP-1-6). An event comes before a promise that the same
 * frame fulfils goes on.
 */
export interface CospClientEvents {
  /** COSP-2.1-6: the pseudonym was accepted; the list that came with it. The roster goes on changing. */
  registered: [roster: RosterView];
  /** COSP-2.2-8: the pseudonym is in use; another one can be asked for, unless the server ends the connection. */
  registrationRefused: [pseudonym: string];
  /** Somebody has come, and is in the roster. */
  joined: [client: RosterEntry];
  /** Somebody has gone, and is no longer in the roster. */
  left: [client: RosterEntry];
  /** COSP-4-8: a message to everybody. */
  broadcast: [message: Message];
  /** COSP-5.1-4: a message to this client alone. */
  direct: [message: Message];
  /**
   * COSP-5.2-5: somebody who was addressed is absent. The frame does not say who, and a direct message that arrives
   * is not answered at all, so this cannot be laid to any one message, request or acceptance. What waits for somebody
   * who is absent is told by that client's departure instead.
   */
  absent: [];
  /** COSP-6-6: somebody asks for a private connection. */
  privateRequested: [request: PrivateRequest];
  /** The client that was asked has accepted; the private connection is opened now. */
  privateAccepted: [client: RosterEntry];
  /** COSP-6.3-4: the client that was asked has refused. */
  privateRefused: [client: RosterEntry];
  /** The server has said something that makes no sense. Where it cannot be passed over, `disconnected` follows. */
  problem: [error: Error];
  /** The chat connection has ended, whoever ended it. Once; with an error unless it ended in good order. */
  disconnected: [error?: Error];
}
