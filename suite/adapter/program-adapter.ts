import type { Conversation } from '../conversation';
import type { TargetState } from '../evidence';
import { AdapterFault, Unsupported } from '../judgement';
import { Signal } from '../signal';
import type { OutputTail } from '../target/output-tail';
import { type Adapter, CommandFailed, RefusedLocally } from './adapter';
import type { OpenChannel } from './channel';
import { Dialogue, type Refused } from './dialogue';
import { Dues } from './dues';
import {
  type AdapterEvent,
  type ClientDescription,
  type CommandName,
  PROTOCOL_VERSION,
  type ReplyTo,
} from './protocol';

/** An adapter gets at least this long to answer `hello`: a Java machine under load takes its while. */
const SHORTEST_START = 10_000;
/** How long after `bye` an adapter may take to end by itself. */
const FAREWELL = 2_000;
const MOST_FAILED_STARTS = 3;
const UNKNOWN_COMMAND = 'no.such.command';

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
      await this.#greet(this.#dialogue);
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

  async #greet(dialogue: Dialogue): Promise<void> {
    const patience = Math.max(this.timeout, SHORTEST_START);
    const reply = await dialogue.ask('hello', { version: PROTOCOL_VERSION }, patience);
    if ('error' in reply) throw dialogue.fail('the adapter answered "hello" with an error', reply.line);
    const hello = reply.members as unknown as ReplyTo<'hello'>;
    if (hello.version !== PROTOCOL_VERSION) {
      const versions = `version ${hello.version} of the adapter protocol, the suite version ${PROTOCOL_VERSION}`;
      throw dialogue.fail(`the adapter speaks ${versions}; take one that fits the other`, reply.line);
    }
    this.about = hello.client;
    this.unsupported = new Set(hello.unsupported as CommandName[]);
    this.#hello = reply.line;
    const unknown = await dialogue.ask(UNKNOWN_COMMAND, {}, this.timeout);
    if ('error' in unknown && unknown.error.kind === 'unsupported') return;
    throw dialogue.fail(
      'the adapter must answer a command that it does not know with an error of the kind "unsupported", not so',
      unknown.line,
    );
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
    if ('error' in reply) throw this.#refusal(name, reply, dialogue);
    if (name === 'connect') this.#dues.connected();
    return reply.members as ReplyTo<Name>;
  }

  #refusal(name: string, { error, line }: Refused, dialogue: Dialogue): Error {
    switch (error.kind) {
      case 'unsupported':
        return new Unsupported(`the adapter does not support "${name}": ${line}`);
      case 'refused-locally':
        return new RefusedLocally(error.message);
      case 'io':
        return new CommandFailed('io', error.message);
      case 'bug':
        return dialogue.fail(`"${name}" met a bug in the client or its adapter`, line);
    }
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
