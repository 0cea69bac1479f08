import type { Conversation } from '../conversation';
import type { TargetState } from '../evidence';
import { AdapterFault, Unsupported } from '../judgement';
import { Signal } from '../signal';
import type { OutputTail } from '../target/output-tail';
import type { Adapter } from './adapter';
import type { OpenChannel } from './channel';
import { Dialogue } from './dialogue';
import { Dues } from './dues';
import { greet } from './greeting';
import type { AdapterEvent, ClientDescription, CommandName, ReplyTo } from './protocol';
import { refusal } from './reply';

/** How long after `bye` an adapter may take to end by itself. */
const FAREWELL = 2_000;
const MOST_FAILED_STARTS = 3;

/** A client behind a program that speaks the adapter protocol; started anew when it has ended or broken the protocol. */
export class ProgramAdapter implements Adapter {
  readonly signal = new Signal();
  readonly events: AdapterEvent[] = [];
  about: ClientDescription = { name: 'unknown' };
  unsupported: ReadonlySet<CommandName> = new Set();
  readonly #dues = new Dues();
  #dialogue: Dialogue | undefined;
  #conversation: Conversation | undefined;
  #hello = '';
  #lastState: Omit<TargetState, 'stderr'>;
  #failedStarts = 0;
  #startFault: AdapterFault | undefined;
  /** What only tidies up is no part of the conversation. */
  #resetting = false;

  /** @param timeout longest wait for a reply, in milliseconds. */
  constructor(
    private readonly open: OpenChannel,
    private readonly output: OutputTail,
    private readonly timeout: number,
    description: string,
  ) {
    this.#lastState = { description, state: 'not-started' };
  }

  get running(): boolean {
    return this.#dialogue !== undefined && this.#dialogue.fault === undefined;
  }

  async start(): Promise<void> {
    if (this.#startFault && this.#failedStarts >= MOST_FAILED_STARTS) throw this.#startFault;
    await this.#end();
    this.#forget();
    try {
      this.#dialogue = await Dialogue.open(this.open, {
        onNote: (summary) => this.#note(summary),
        onEvent: (event) => this.#take(event),
        signal: this.signal,
      });
      const { about, unsupported, line } = await greet(this.#dialogue, this.timeout);
      this.about = about;
      this.unsupported = unsupported;
      this.#hello = line;
      this.#failedStarts = 0;
    } catch (error) {
      this.#failedStarts++;
      if (error instanceof AdapterFault) this.#startFault = error;
      await this.#end();
      throw error;
    }
  }

  #note(summary: () => string): void {
    if (!this.#resetting) this.#conversation?.note('adapter', 'event', summary);
  }

  async stop(): Promise<void> {
    const dialogue = this.#dialogue;
    if (dialogue && this.running && !dialogue.asking) {
      try {
        await dialogue.ask('bye', {}, this.timeout);
        await dialogue.channel.untilEnded(FAREWELL);
      } catch (error) {
        // It is ended all the same.
        if (!(error instanceof AdapterFault)) throw error;
      }
    }
    await this.#end();
  }

  async command<Name extends CommandName>(name: Name, members: object = {}): Promise<ReplyTo<Name>> {
    if (this.unsupported.has(name)) {
      throw new Unsupported(`the adapter does not support "${name}", as it says in hello: ${this.#hello}`);
    }
    const dialogue = this.#talking();
    const reply = await dialogue.ask(name, members, this.timeout);
    if ('error' in reply) throw refusal(name, reply, dialogue);
    if (name === 'connect') this.#dues.connected();
    return reply.members as ReplyTo<Name>;
  }

  until<T>(probe: () => T | undefined, timeout = this.timeout): Promise<T | undefined> {
    return this.signal.until(() => {
      if (this.#dialogue?.fault) throw this.#dialogue.fault;
      return probe();
    }, timeout);
  }

  expect(): Promise<AdapterEvent | undefined> {
    return this.until(() => this.events.shift());
  }

  async reset(): Promise<void> {
    const dialogue = this.#dialogue;
    if (!dialogue) return;
    this.#resetting = true;
    try {
      const reply = await dialogue.ask('disconnect', {}, this.timeout);
      if ('error' in reply && ['unsupported', 'bug'].includes(reply.error.kind)) {
        throw dialogue.fail('the adapter must take "disconnect" at any time', reply.line);
      }
      const settled = await this.until(() => this.#dues.owed === undefined || undefined);
      if (!settled) throw dialogue.fail(`the adapter has taken "disconnect", but ${this.#dues.owed}`);
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      this.#forget();
      this.#resetting = false;
    }
  }

  #take(event: AdapterEvent): void {
    this.#dues.take(event);
    this.events.push(event);
  }

  #talking(): Dialogue {
    if (!this.#dialogue) throw new Error('the adapter has not been started');
    return this.#dialogue;
  }

  #forget(): void {
    this.events.length = 0;
    this.#dues.clear();
  }

  async #end(): Promise<void> {
    const dialogue = this.#dialogue;
    if (!dialogue) return;
    const { description, state, detail = 'ended by the suite' } = dialogue.state();
    this.#lastState = { description, state: state === 'running' ? 'exited' : state, detail };
    this.#dialogue = undefined;
    await dialogue.close();
  }

  setConversation(conversation: Conversation | undefined): void {
    this.#conversation = conversation;
  }

  markScenario(): void {
    this.output.clear();
  }

  state(): TargetState {
    return { ...(this.#dialogue?.state() ?? this.#lastState), stderr: this.output.lines() };
  }
}
