import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import {
  ConnectionCode,
  encodeBroadcastRequest,
  encodeClientHello,
  encodeDirectRequest,
  FrameError,
  type FrameOf,
} from '../../wire';
import { type Abortable, abortable } from './abortable';
import { ChatConnection } from './chat-connection';
import { dial } from './dial';
import { CospClientError } from './errors';
import type { CospClientEvents } from './events';
import { PrivateNegotiations } from './private-negotiations';
import type { PrivateOptions, PrivateRequest } from './private-request';
import { Registration, type RegistrationOutcome } from './registration';
import { Responses } from './responses';
import { Roster, type RosterEntry, type RosterView } from './roster';
import { bytesOf, textOf } from './texts';
import type { TlsTrust } from './tls';

/** Where the server is. */
export interface ConnectOptions extends Abortable {
  /** Address or host name; the IPv4 loopback when left out. */
  readonly host?: string;
  readonly port: number;
  /** Connects by TLS, for private connections too; plain TCP when left out. */
  readonly tls?: TlsTrust;
}

/** A COSP client: one connection to a server, from `connect` to `disconnected`. */
export class CospClient extends EventEmitter<CospClientEvents> {
  readonly #roster = new Roster();
  readonly #registration = new Registration();
  #connection: ChatConnection | undefined;
  #negotiations: PrivateNegotiations | undefined;
  #responses: Responses | undefined;
  #used = false;
  #hasEnded = false;

  /** Who else is registered (COSP-3-1). Empty until this client is; the last known one when it no longer is. */
  get roster(): RosterView {
    return this.#roster;
  }

  /** The pseudonym that was accepted. */
  get pseudonym(): string | undefined {
    return this.#registration.pseudonym;
  }

  /** Whether there is a connection to the server. */
  get isConnected(): boolean {
    return this.#connection?.isOpen ?? false;
  }

  /**
   * Opens the connection to the server, and sends nothing.
   * @throws CospClientError `already-connected`; the error of the system or of TLS, with its code; the signal's reason.
   */
  async connect({ host = '127.0.0.1', port, signal, tls: trust }: ConnectOptions): Promise<void> {
    if (this.#used) throw new CospClientError('already-connected', 'this client has been connected before');
    this.#used = true;
    // Private connections are to the same server, whatever address it turned out to have.
    const tls = trust && { ...trust, host };
    const socket = await dial({ host, port }, { signal, tls }).catch((error) => {
      this.#used = false;
      throw error;
    });
    this.#connection = new ChatConnection(socket, {
      replied: (frame) => this.#replied(frame),
      responded: (frame) => this.#responses?.handle(frame),
      ended: (error) => this.#ended(error),
    });
    this.#negotiations = new PrivateNegotiations(this.#connection, tls);
    this.#responses = new Responses(this.#roster, this.#negotiations, this);
  }

  /**
   * Asks for a pseudonym (COSP-2-1). After `in use` another one can be asked for (COSP-2.2-8), unless the server
   * closes the connection over it.
   * @throws RangeError for a pseudonym that is not 1 to 32,767 bytes long; CospClientError `not-connected`,
   * `already-registered`, `registration-pending`, `disconnected`; the signal's reason.
   */
  async register(pseudonym: string, { signal }: Abortable = {}): Promise<RegistrationOutcome> {
    const frame = encodeClientHello(bytesOf('pseudonym', pseudonym));
    signal?.throwIfAborted();
    const connection = this.#connected();
    const outcome = this.#registration.ask(pseudonym);
    // When it cannot be sent the connection has ended, and so has the registration.
    connection.send(frame).catch(() => undefined);
    return abortable(outcome, signal);
  }

  /**
   * Writes to everybody (COSP-4-1). Nothing comes back.
   * @returns when the system has taken the message, so that waiting for it slows a fast writer down.
   * @throws RangeError for a text that is not 1 to 32,767 bytes long; CospClientError `not-connected`,
   * `not-registered`, `disconnected`.
   */
  async broadcast(text: string): Promise<void> {
    const bytes = bytesOf('text', text);
    await this.#registered().send(encodeBroadcastRequest(bytes));
  }

  /**
   * Writes to one client (COSP-5-1). Nothing comes back, unless that client is absent (event `absent`).
   * @returns when the system has taken the message.
   * @throws RangeError for a text that is not 1 to 32,767 bytes long; CospClientError `not-connected`,
   * `not-registered`, `unknown-pseudonym`, `disconnected`.
   */
  async direct(pseudonym: string, text: string): Promise<void> {
    const bytes = bytesOf('text', text);
    const connection = this.#registered();
    await connection.send(encodeDirectRequest(this.#find(pseudonym).idClient, bytes));
  }

  /**
   * Asks another client for a private connection (COSP-6-1). The answer may take long, and everything else goes on
   * meanwhile. Who asks again while the first request waits gets the same connection. Giving up by the signal does
   * not take the request back; when it is accepted all the same, the connection is opened and ended.
   * @returns the connection, once it is open: bytes as they are sent, each direction with an end of its own
   * (COSP-6.2-12). Whoever has it reads it to its end, ends it, and listens to its errors.
   * @throws CospClientError `refused`, `departed`, `unknown-pseudonym`, `not-connected`, `not-registered`,
   * `disconnected`; the system's error when the connection cannot be opened; the signal's reason.
   */
  async requestPrivate(pseudonym: string, options: PrivateOptions = {}): Promise<Duplex> {
    this.#registered();
    return (this.#negotiations as PrivateNegotiations).ask(this.#find(pseudonym), options);
  }

  /** The request of this client for a private connection that has waited longest for an answer. */
  privateRequestOf(pseudonym: string): PrivateRequest | undefined {
    const idClient = this.#roster.get(pseudonym);
    return idClient === undefined ? undefined : this.#negotiations?.requestOf(idClient);
  }

  /**
   * Ends the connection in good order: what has been sent before still arrives. Private connections that are open
   * belong to whom they were given, and go on as far as the server lets them (COSP-6.2-13).
   * @returns when the connection has ended.
   */
  async disconnect(): Promise<void> {
    if (!this.#connection || this.#hasEnded) return;
    const ended = new Promise<void>((resolve) => this.once('disconnected', () => resolve()));
    this.#connection.close();
    await ended;
  }

  #connected(): ChatConnection {
    if (this.#connection?.isOpen) return this.#connection;
    throw new CospClientError('not-connected', 'there is no connection to the server');
  }

  #registered(): ChatConnection {
    const connection = this.#connected();
    if (this.pseudonym !== undefined) return connection;
    throw new CospClientError('not-registered', 'no pseudonym has been accepted yet');
  }

  #find(pseudonym: string): RosterEntry {
    const idClient = this.#roster.get(pseudonym);
    if (idClient !== undefined) return { idClient, pseudonym };
    throw new CospClientError('unknown-pseudonym', `${pseudonym} is not in the roster`);
  }

  #replied(frame: FrameOf<'connection_reply'>): void {
    const accepted = frame.code === ConnectionCode.ACCEPTED;
    const pseudonym = this.#registration.answer(accepted ? 'accepted' : 'in use');
    if (pseudonym === undefined) {
      // COSP-2-2. Whatever is behind an acceptance that was not asked for cannot be read as anything.
      this.emit('problem', new CospClientError('senseless-frame', 'an answer to no pseudonym of ours'));
      if (accepted) void this.disconnect();
    } else if (accepted) {
      for (const { idClient, pseudonym } of frame.body.clients) {
        this.#responses?.add({ idClient, pseudonym: textOf(pseudonym) }, false);
      }
      this.emit('registered', this.#roster);
    } else {
      this.emit('registrationRefused', pseudonym);
    }
  }

  #ended(error?: Error): void {
    this.#hasEnded = true;
    const lost = new CospClientError('disconnected', 'the connection to the server has ended', {
      cause: error,
    });
    this.#registration.end(lost);
    this.#negotiations?.end(lost);
    if (error instanceof FrameError || error instanceof CospClientError) this.emit('problem', error);
    this.emit('disconnected', error);
  }
}

/** Makes a COSP client, which does nothing until `connect` is called. */
export function createCospClient(): CospClient {
  return new CospClient();
}
