import type { Duplex } from 'node:stream';
import { type CospClient, createCospClient } from '../client';
import { CospClientError } from '../errors';
import type { Message } from '../events';
import type { TlsTrust } from '../tls';
import { PrivateEnd } from './private-end';
import { Refusal } from './refusal';

/** Writes one line. */
export type Tell = (line: object) => void;

/** One client after the other, and what they show. */
export class Session {
  #client: CospClient | undefined;
  /** The client's private connections that have not closed. */
  readonly #open = new Set<PrivateEnd>();
  /** The newest private connection with each pseudonym, closed or not. */
  readonly #newest = new Map<string, PrivateEnd>();

  constructor(
    private readonly tell: Tell,
    private readonly tls?: TlsTrust,
  ) {}

  /** The client that there is now. */
  get client(): CospClient {
    if (this.#client !== undefined) return this.#client;
    throw new CospClientError('not-connected', 'there is no client: connect comes first');
  }

  /** A new client, connected; an earlier one that is still there is ended. */
  async connect(host: string, port: number): Promise<void> {
    await this.disconnect();
    const client = createCospClient();
    this.#tellEventsOf(client);
    await client.connect({ host, port, ...(this.tls && { tls: this.tls }) });
    this.#client = client;
  }

  /** Ends the client, if there is one, and its private connections. The events of that may come later. */
  async disconnect(): Promise<void> {
    for (const end of this.#open) end.leave();
    this.#newest.clear();
    const client = this.#client;
    this.#client = undefined;
    await client?.disconnect();
  }

  /** Has what comes on the private connection told, once it is open. That there is none is told by other events. */
  follow(pseudonym: string, opening: Promise<Duplex>): void {
    const silent: ReadonlySet<string> = new Set(['refused', 'departed', 'disconnected']);
    const client = this.#client;
    opening.then(
      (stream) => this.#opened(pseudonym, stream, client === this.#client),
      (error) => {
        if (!(error instanceof CospClientError && silent.has(error.code))) this.#tellError(error);
      },
    );
  }

  /** @throws Refusal when there has been no private connection with this pseudonym. */
  privateEnd(pseudonym: string): PrivateEnd {
    const end = this.#newest.get(pseudonym);
    if (end !== undefined) return end;
    throw new Refusal('refused-locally', `there is no private connection with ${pseudonym}`);
  }

  #opened(pseudonym: string, stream: Duplex, isWanted: boolean): void {
    this.tell({ event: 'private.open', with: pseudonym });
    const end: PrivateEnd = new PrivateEnd(stream, (data) => {
      if (data === undefined) this.#open.delete(end);
      this.tell({ event: data ? 'private.data' : 'private.closed', with: pseudonym, ...data });
    });
    this.#open.add(end);
    if (isWanted) this.#newest.set(pseudonym, end);
    else end.leave(); // the client has been ended in the meantime
  }

  #tellError(error: Error): void {
    this.tell({ event: 'error', message: error.message });
  }

  #tellEventsOf(client: CospClient): void {
    const say = (event: string, members: object = {}): void => this.tell({ event, ...members });
    const message = (event: string) => (said: Message) =>
      say(event, { from: said.from.pseudonym, text: said.text });
    client
      .on('registered', (roster) => say('registered', { roster: [...roster.keys()] }))
      .on('registrationRefused', () => say('register.refused'))
      .on('joined', ({ pseudonym }) => say('joined', { pseudonym }))
      .on('left', ({ pseudonym }) => say('left', { pseudonym }))
      .on('broadcast', message('broadcast'))
      .on('direct', message('direct'))
      .on('absent', () => say('absent'))
      .on('privateRequested', ({ from }) => say('private.requested', { from: from.pseudonym }))
      .on('privateAccepted', ({ pseudonym }) => say('private.accepted', { by: pseudonym }))
      .on('privateRefused', ({ pseudonym }) => say('private.refused', { by: pseudonym }))
      .on('problem', (error) => this.#tellError(error))
      .on('disconnected', () => say('disconnected'));
  }
}
