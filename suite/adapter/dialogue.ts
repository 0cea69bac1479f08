import type { TargetState } from '../evidence';
import { AdapterFault } from '../judgement';
import type { Signal } from '../signal';
import type { Channel, OpenChannel } from './channel';
import { wrongInEvent, wrongInReply } from './check';
import { LineReader } from './line-reader';
import type { AdapterEvent } from './protocol';
import type { Refused, Reply } from './reply';
import { commandSummary, eventSummary, replySummary } from './summary';

/** What a dialogue tells of itself. */
export interface DialogueContext {
  /** A line went out or came in. */
  onNote(summary: () => string): void;
  onEvent(event: AdapterEvent): void;
  /** Raised at each event, reply and fault. */
  readonly signal: Signal;
}

type Line = Record<string, unknown>;

/** A command that has been sent. */
interface Asked {
  id: number;
  name: string;
  reply?: Reply;
}

/** Commands, replies and events of one adapter from its start to its end; everything that comes is checked. */
export class Dialogue {
  #channel: Channel | undefined;
  #fault: AdapterFault | undefined;
  #lastId = 0;
  #asked: Asked | undefined;
  #closed = false;
  readonly #reader = new LineReader(
    (line) => this.#take(line),
    ({ problem, shown }) => this.fail(`the adapter wrote ${problem}`, shown),
  );

  private constructor(private readonly context: DialogueContext) {}

  /** Opens the channel. @throws AdapterFault where none comes. */
  static async open(open: OpenChannel, context: DialogueContext): Promise<Dialogue> {
    const dialogue = new Dialogue(context);
    dialogue.#channel = await open({
      onData: (chunk) => dialogue.#reader.take(chunk),
      onEnd: () => dialogue.#onEnd(),
    });
    return dialogue;
  }

  get channel(): Channel {
    return this.#channel as Channel;
  }

  /** What the adapter did wrong; nothing is taken from it afterwards. */
  get fault(): AdapterFault | undefined {
    return this.#fault;
  }

  /** Whether a command has not been answered yet. */
  get asking(): boolean {
    return this.#asked !== undefined;
  }

  /**
   * Sends a command, once the one before has been answered, and waits for its reply, at most `timeout` milliseconds.
   * @throws AdapterFault
   */
  async ask(name: string, members: object, timeout: number): Promise<Reply> {
    while (this.#asked) await this.#until(() => this.#asked === undefined || undefined, timeout);
    if (this.#fault) throw this.#fault;
    const asked: Asked = { id: ++this.#lastId, name };
    this.#asked = asked;
    this.context.onNote(() => commandSummary(name, members));
    this.channel.write(`${JSON.stringify({ id: asked.id, command: name, ...members })}\n`);
    const reply = await this.#until(() => asked.reply, timeout);
    if (!reply)
      throw this.fail(`the adapter did not answer "${name}" within ${timeout / 1000} s`, this.#unfinished());
    return reply;
  }

  #until<T>(probe: () => T | undefined, timeout: number): Promise<T | undefined> {
    return this.context.signal.until(() => {
      if (this.#fault) throw this.#fault;
      return probe();
    }, timeout);
  }

  /** Notes the first thing that is wrong, and returns it. */
  fail(problem: string, line?: string): AdapterFault {
    const fault = new AdapterFault(problem, line);
    if (this.#fault || this.#closed) return fault;
    this.#fault = fault;
    this.context.onNote(() => `fault: ${fault.message}`);
    this.context.signal.raise();
    return fault;
  }

  #take(line: string): void {
    if (this.#fault || this.#closed) return;
    const parsed = parse(line);
    if (parsed === undefined) this.fail('the adapter wrote a line that is no JSON object', line);
    else if ('event' in parsed) this.#takeEvent(parsed as Line & { event: unknown }, line);
    else if ('id' in parsed) this.#takeReply(parsed, line);
    else this.fail('the adapter wrote a line that is neither a reply (no "id") nor an event', line);
    this.context.signal.raise();
  }

  #takeEvent(parsed: Line & { event: unknown }, line: string): void {
    const problem = wrongInEvent(parsed);
    if (problem !== undefined) {
      this.fail(`the adapter wrote an event that does not fit the schema (${problem})`, line);
      return;
    }
    const event = parsed as unknown as AdapterEvent;
    this.context.onNote(() => eventSummary(event));
    this.context.onEvent(event);
  }

  #takeReply(parsed: Line, line: string): void {
    const asked = this.#asked;
    const problem = asked?.id === parsed.id ? wrongInReply(parsed, asked?.name ?? '') : undefined;
    if (!asked || asked.id !== parsed.id) this.fail(this.#strange(parsed.id), line);
    else if (problem) {
      this.fail(`the adapter's reply to "${asked.name}" does not fit the schema (${problem})`, line);
    } else {
      const { id: _id, ok: _ok, error, ...members } = parsed;
      const refused = error as Refused['error'] | undefined;
      asked.reply = refused ? { line, error: refused } : { line, members };
      this.#asked = undefined;
      this.context.onNote(() => replySummary(asked.name, refused, members));
    }
  }

  #strange(id: unknown): string {
    const known = typeof id === 'number' && Number.isInteger(id) && id >= 1 && id <= this.#lastId;
    return known
      ? `the adapter answered command ${id} a second time`
      : `the adapter answered a command that was never sent (id ${JSON.stringify(id)})`;
  }

  #onEnd(): void {
    const when = this.#asked ? ` before it answered "${this.#asked.name}"` : '';
    this.fail(`the adapter ${this.channel.ended ?? 'ended'}${when}`, this.#unfinished());
  }

  /** The beginning of a line that was never ended. */
  #unfinished(): string | undefined {
    const { rest } = this.#reader;
    return rest === '' ? undefined : `${rest} (without a line feed)`;
  }

  /** Ends the adapter; what is still said is not heard. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.channel.close();
  }

  /** What is known of the adapter. */
  state(): Omit<TargetState, 'stderr'> {
    const { description, ended } = this.channel;
    return ended === undefined
      ? { description, state: 'running' }
      : { description, state: 'exited', detail: ended };
  }
}

function parse(line: string): Line | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}
