import type { Duplex } from 'node:stream';
import type { Abortable } from './abortable';
import { CospClientError } from './errors';
import type { RosterEntry } from './roster';

/** How a private connection is asked for or accepted. */
export interface PrivateOptions extends Abortable {
  /** Called when the request or the acceptance has been handed to the socket. */
  readonly onSent?: () => void;
}

/** What answering takes. */
export interface Answering {
  accept(from: RosterEntry, options: PrivateOptions): Promise<Duplex>;
  refuse(from: RosterEntry): Promise<void>;
}

/** Somebody asks for a private connection (COSP-6-6). There is no hurry to answer. */
export class PrivateRequest {
  #state: 'open' | 'answered' | 'departed' = 'open';

  constructor(
    /** Who asks. */
    readonly from: RosterEntry,
    private readonly answering: Answering,
  ) {}

  /** Whether it can still be answered. */
  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /**
   * Accepts (COSP-6.2-1), and opens the connection when the server has said that the acceptance has arrived.
   * @returns the private connection, as `CospClient.requestPrivate` does.
   * @throws CospClientError `departed`, `already-answered`, `disconnected`; the system's error.
   */
  async accept(options: PrivateOptions = {}): Promise<Duplex> {
    this.#answer();
    return this.answering.accept(this.from, options);
  }

  /**
   * Refuses (COSP-6.3-1).
   * @throws CospClientError `departed`, `already-answered`, `disconnected`.
   */
  async refuse(): Promise<void> {
    this.#answer();
    return this.answering.refuse(this.from);
  }

  /** Takes note that the requester has left. Its identifier may be somebody else's soon, who has asked for nothing. */
  depart(): void {
    if (this.#state === 'open') this.#state = 'departed';
  }

  #answer(): void {
    const { pseudonym } = this.from;
    if (this.#state === 'departed') throw new CospClientError('departed', `${pseudonym} has left`);
    if (!this.isOpen) throw new CospClientError('already-answered', `${pseudonym} has been answered already`);
    this.#state = 'answered';
  }
}
