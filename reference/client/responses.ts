import type { EventEmitter } from 'node:events';
import { type FrameOf, ResponseCode } from '../../wire';
import { CospClientError } from './errors';
import type { CospClientEvents } from './events';
import type { PrivateNegotiations } from './private-negotiations';
import type { Roster, RosterEntry } from './roster';
import { textOf } from './texts';

/** What the frames of a registered client's connection lead to. */
export class Responses {
  constructor(
    private readonly roster: Roster,
    private readonly negotiations: PrivateNegotiations,
    private readonly client: EventEmitter<CospClientEvents>,
  ) {}

  /** COSP-7-8: any frame may come at any time, also between a request and its answer. */
  handle({ code, body }: FrameOf<'server_response'>): void {
    switch (code) {
      case ResponseCode.JOINED:
        this.add({ idClient: body.idClient, pseudonym: textOf(body.pseudonym) }, true);
        break;
      case ResponseCode.LEFT:
        this.#left(body.idClient);
        break;
      case ResponseCode.BROADCAST:
        this.#message('broadcast', body.idSender, body.text);
        break;
      case ResponseCode.DIRECT:
        this.#message('direct', body.idSender, body.text);
        break;
      case ResponseCode.ABSENT:
        this.client.emit('absent');
        break;
      case ResponseCode.PRIVATE_REQUESTED:
        this.#requested(body.idRequester);
        break;
      case ResponseCode.PRIVATE_ACCEPTED:
        this.#accepted(body.idAccepter);
        break;
      case ResponseCode.PRIVATE_REFUSED:
        this.#refused(body.idRefuser);
        break;
      case ResponseCode.PRIVATE_ESTABLISHED:
        this.#established(body.idRequester);
    }
  }

  /** Follows a join, or an entry of the first list, which is not announced. */
  add(entry: RosterEntry, announce: boolean): void {
    const former = this.roster.add(entry);
    if (former !== undefined) {
      this.negotiations.departed(former);
      this.#problem(`identifier ${entry.idClient} is given to two clients`);
    }
    if (announce) this.client.emit('joined', entry);
  }

  #left(idClient: number): void {
    const entry = this.#known(idClient, 'a departure');
    if (entry === undefined) return;
    this.roster.remove(idClient);
    this.negotiations.departed(entry);
    this.client.emit('left', entry);
  }

  #message(event: 'broadcast' | 'direct', idSender: number, text: Uint8Array): void {
    const from = this.#known(idSender, `a ${event} message`);
    if (from) this.client.emit(event, { from, text: textOf(text) });
  }

  #requested(idRequester: number): void {
    const from = this.#known(idRequester, 'a request for a private connection');
    if (from) this.client.emit('privateRequested', this.negotiations.requested(from));
  }

  #accepted(idAccepter: number): void {
    const accepter = this.#known(idAccepter, 'an acceptance');
    if (accepter === undefined) return;
    if (this.negotiations.wasAccepted(accepter)) this.client.emit('privateAccepted', accepter);
    else this.#problem(`${accepter.pseudonym} accepts a private connection that was not asked for`);
  }

  #refused(idRefuser: number): void {
    const refuser = this.#known(idRefuser, 'a refusal');
    if (refuser === undefined) return;
    if (this.negotiations.wasRefused(refuser)) this.client.emit('privateRefused', refuser);
    else this.#problem(`${refuser.pseudonym} refuses a private connection that was not asked for`);
  }

  #established(idRequester: number): void {
    const requester = this.#known(idRequester, 'the arrival of an acceptance');
    if (requester === undefined || this.negotiations.wasEstablished(requester)) return;
    this.#problem(`an acceptance for ${requester.pseudonym} has arrived that was not sent`);
  }

  /** COSP-3.1-2: who bears an identifier is known before any frame with it. */
  #known(idClient: number, what: string): RosterEntry | undefined {
    const entry = this.roster.entry(idClient);
    if (entry === undefined) this.#problem(`${what} from ${idClient}, who is not in the roster`);
    return entry;
  }

  #problem(message: string): void {
    this.client.emit('problem', new CospClientError('senseless-frame', message));
  }
}
