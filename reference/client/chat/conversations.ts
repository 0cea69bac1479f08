import { type FileHandle, open } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { Conversation } from './conversation';
import type { Screen } from './screen';
import { shownName, shownText } from './shown';
import type { Style } from './style';

/** How long the other sides may take to end their private connections, in milliseconds. */
const CLOSING_GRACE = 5_000;

interface Destination {
  readonly path: string;
  readonly handle: FileHandle;
}

/** The private connections of one chat, by pseudonym; the newest where there are several with one. */
export class Conversations {
  readonly #open = new Map<string, Conversation>();
  readonly #all = new Set<Conversation>();
  readonly #destinations = new Map<string, Destination>();

  constructor(
    private readonly screen: Screen,
    private readonly style: Style,
  ) {}

  /** A private connection is open. */
  add(pseudonym: string, stream: Duplex): void {
    const name = shownName(pseudonym);
    const conversation: Conversation = new Conversation(stream, {
      line: (text) => this.screen.say(this.style.private(`${name} (private)`, shownText(text))),
      received: (path, bytes) => this.#notice(`${bytes} bytes from ${name} are in ${shownText(path)}`),
      ended: (error) => {
        this.#all.delete(conversation);
        if (this.#open.get(pseudonym) === conversation) this.#open.delete(pseudonym);
        const why = error ? ` (${error.message})` : '';
        this.#notice(`the private connection with ${name} has ended${why}`);
      },
    });
    this.#open.set(pseudonym, conversation);
    this.#all.add(conversation);
    this.#notice(`the private connection with ${name} is open`);
    const destination = this.#destinations.get(pseudonym);
    this.#destinations.delete(pseudonym);
    if (destination) conversation.receive(destination.path, destination.handle);
  }

  /** @throws Error when there is none with this pseudonym. */
  with(pseudonym: string): Conversation {
    const conversation = this.#open.get(pseudonym);
    if (conversation) return conversation;
    throw new Error(`there is no private connection with ${shownName(pseudonym)}`);
  }

  /**
   * What comes from this client on the private connection, or on the next one, goes into a new file.
   * @throws the system's error, also for a file that there is already.
   */
  async receive(pseudonym: string, path: string): Promise<void> {
    if (this.#destinations.has(pseudonym) || this.#open.get(pseudonym)?.isReceiving) {
      throw new Error(`what comes from ${shownName(pseudonym)} goes into a file already`);
    }
    const handle = await open(path, 'wx');
    const conversation = this.#open.get(pseudonym);
    if (conversation) conversation.receive(path, handle);
    else this.#destinations.set(pseudonym, { path, handle });
  }

  /**
   * Ends all, behind what is being sent and what is being received into files.
   * @returns when they have closed; those that nobody receives from are given up after a while.
   */
  async end(): Promise<void> {
    for (const { handle } of this.#destinations.values()) await handle.close();
    await Promise.all([...this.#all].map((conversation) => conversation.finish(CLOSING_GRACE)));
  }

  #notice(text: string): void {
    this.screen.say(this.style.notice(text));
  }
}
