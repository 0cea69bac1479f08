import type { Conversation } from '../conversation';
import type { TargetState } from '../evidence';
import { Unsupported } from '../judgement';
import { Signal } from '../signal';
import { type Adapter, CommandFailed, RefusedLocally } from './adapter';
import { eventInWords, orderInWords } from './human-words';
import type { Prompter } from './prompter';
import type { AdapterEvent, ClientDescription, CommandName, ReplyTo } from './protocol';
import { commandSummary, eventSummary } from './summary';

const HELP = `You are the adapter now: do with your client what is asked, and say what it shows.
  After DO:   Enter when it is done; s: the client has no way to do this; r: it does not let you; f: it tried and failed.
  After SEE:  y or Enter: it does; n: it does not; s: it has no way to show this.`;

const MORE = `MORE  has the client shown anything else? Enter: no; d: its connection has ended; e: an error;
      o NAME: a private connection with NAME is open; c NAME: it has ended.`;

/** A client in the hands of a person, who is told what to do, and says what it shows. */
export class HumanAdapter implements Adapter {
  readonly about: ClientDescription = { name: 'a client in the hands of a person' };
  readonly unsupported: ReadonlySet<CommandName> = new Set();
  readonly events: AdapterEvent[] = [];
  readonly signal = new Signal();
  running = false;
  #conversation: Conversation | undefined;

  constructor(private readonly prompter: Prompter) {}

  async start(): Promise<void> {
    this.prompter.open();
    this.prompter.tell(HELP);
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
    this.prompter.close();
  }

  async command<Name extends CommandName>(name: Name, members: object = {}): Promise<ReplyTo<Name>> {
    this.#note(commandSummary(name, members));
    if (name === 'roster') return (await this.#roster()) as unknown as ReplyTo<Name>;
    const order = orderInWords(name, members);
    if (order === undefined) throw new Unsupported(`a person cannot answer "${name}"`);
    const answer = await this.prompter.choose(`DO    ${order}. [Enter/s/r/f]`, 'dsrf');
    if (answer === 's') throw new Unsupported(`the client has no way to do this: ${order}`);
    if (answer === 'r') throw new RefusedLocally(`the client does not let its user do this: ${order}`);
    if (answer === 'f') throw new CommandFailed('io', `the client failed to do this: ${order}`);
    return {} as ReplyTo<Name>;
  }

  async #roster(): Promise<{ roster: string[] }> {
    const question =
      'SEE   whom does the client show as present? NAME, NAME, … or Enter for nobody; s: it has no way to.';
    const answer = await this.prompter.ask(question);
    if (answer === 's') throw new Unsupported('the client has no way to show its roster');
    const roster = answer.split(',').map((name) => name.trim());
    this.#note(`roster ${JSON.stringify(roster)}`);
    return { roster: roster.filter((name) => name !== '') };
  }

  async expect(expected: AdapterEvent): Promise<AdapterEvent | undefined> {
    const told = this.events.shift();
    if (told) return told;
    const words = eventInWords(expected);
    const answer = await this.prompter.choose(`SEE   does the client show ${words}? [y/n/s]`, 'yns');
    if (answer === 's') throw new Unsupported(`the client has no way to show ${words}`);
    if (answer === 'n') {
      this.#note(`not shown: ${words}`);
      return undefined;
    }
    this.#note(eventSummary(expected));
    return expected;
  }

  /** What a person has not been asked for comes only when it is told: asks for more until `probe` has what it looks for. */
  async until<T>(probe: () => T | undefined): Promise<T | undefined> {
    for (;;) {
      const value = probe();
      if (value !== undefined) return value;
      const event = await this.#anythingElse();
      if (!event) return undefined;
      this.#note(eventSummary(event));
      this.events.push(event);
      this.signal.raise();
    }
  }

  async #anythingElse(): Promise<AdapterEvent | undefined> {
    for (;;) {
      const [, letter, name = ''] = /^(\S*)\s*(.*)$/.exec(await this.prompter.ask(MORE)) ?? [];
      if (letter === '') return undefined;
      if (letter === 'd') return { event: 'disconnected' };
      if (letter === 'e') return { event: 'error', message: name };
      if (letter === 'o' && name !== '') return { event: 'private.open', with: name };
      if (letter === 'c' && name !== '') return { event: 'private.closed', with: name };
      this.prompter.tell('  please answer as said');
    }
  }

  async reset(): Promise<void> {
    this.events.length = 0;
    await this.prompter.choose('DO    end your client, if it still runs. [Enter]', 'd');
  }

  #note(summary: string): void {
    this.#conversation?.note('adapter', 'event', () => summary);
  }

  setConversation(conversation: Conversation | undefined): void {
    this.#conversation = conversation;
  }

  markScenario(): void {
    this.prompter.tell('');
  }

  state(): TargetState {
    return { description: this.about.name, state: 'unknown', stderr: [] };
  }
}
