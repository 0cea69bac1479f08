import { on } from 'node:events';
import type { Duplex } from 'node:stream';
import { type CospClient, createCospClient } from '../client';
import type { PrivateRequest } from '../private-request';
import { Conversations } from './conversations';
import type { Screen } from './screen';
import { shownName, shownText } from './shown';
import { type Style, styleFor } from './style';

const MOST_LISTED = 20;

/** One client, and what its user sees of it. */
export class Chat {
  readonly client: CospClient = createCospClient();
  readonly conversations: Conversations;
  readonly #style: Style;
  #lost = false;

  constructor(readonly screen: Screen) {
    this.#style = styleFor(screen.isTerminal);
    this.conversations = new Conversations(screen, this.#style);
    this.#show();
  }

  /** Aborted when the chat is over, whoever ended it. */
  get over(): AbortSignal {
    return this.screen.closed;
  }

  /** Whether it was the server who ended it. */
  get isLost(): boolean {
    return this.#lost;
  }

  /** Ends it: no more lines are read. */
  end(): void {
    this.screen.close();
  }

  /** Tells of something that happened. */
  notice(text: string): void {
    this.screen.say(this.#style.notice(text));
  }

  /** Tells of something that went wrong. */
  complain(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.screen.complain(this.#style.problem(shownText(message)));
  }

  /** Tells who is there. */
  showRoster(): void {
    const names = [...this.client.roster.keys()].filter((name) => name !== this.client.pseudonym);
    const listed = names.slice(0, this.screen.isTerminal ? MOST_LISTED : names.length).map(shownName);
    const more = names.length > listed.length ? ` and ${names.length - listed.length} more` : '';
    this.notice(names.length === 0 ? 'nobody else is here' : `here: ${listed.join(', ')}${more}`);
  }

  /** Takes a private connection that is being opened. */
  async open(pseudonym: string, opening: Promise<Duplex>): Promise<void> {
    this.conversations.add(pseudonym, await opening);
  }

  /**
   * Somebody's request for a private connection. A script can say beforehand whose request it takes, and waits for it.
   * @throws Error when nobody of that name has asked; the reason when the chat is over.
   */
  async requestOf(pseudonym: string): Promise<PrivateRequest> {
    const request = this.client.privateRequestOf(pseudonym);
    if (request) return request;
    if (!this.screen.isTerminal) {
      for await (const [asked] of on(this.client, 'privateRequested', { signal: this.over })) {
        if ((asked as PrivateRequest).from.pseudonym === pseudonym) return asked as PrivateRequest;
      }
    }
    throw new Error(`${pseudonym} has not asked for a private connection`);
  }

  #show(): void {
    const { client, screen } = this;
    client
      .on('registered', () => {
        this.notice(`you are ${shownName(client.pseudonym ?? '')}; /help shows what you can do`);
        this.showRoster();
      })
      .on('joined', ({ pseudonym }) => this.notice(`${shownName(pseudonym)} has joined`))
      .on('left', ({ pseudonym }) => this.notice(`${shownName(pseudonym)} has left`))
      .on('broadcast', ({ from, text }) =>
        screen.say(this.#style.broadcast(shownName(from.pseudonym), shownText(text))),
      )
      .on('direct', ({ from, text }) =>
        screen.say(this.#style.direct(`${shownName(from.pseudonym)} (to you)`, shownText(text))),
      )
      .on('absent', () => this.notice('somebody whom you have addressed is no longer there'))
      .on('privateRequested', ({ from }) => {
        const name = shownName(from.pseudonym);
        this.notice(`${name} asks for a private connection: /accept ${name} or /refuse ${name}`);
      })
      .on('privateAccepted', ({ pseudonym }) => this.notice(`${shownName(pseudonym)} accepts`))
      .on('problem', (error) => this.complain(error))
      .on('disconnected', () => this.#disconnected());
  }

  #disconnected(): void {
    if (this.over.aborted || this.client.pseudonym === undefined) return;
    this.#lost = true;
    this.complain('the server has ended the connection');
    this.end();
  }
}
