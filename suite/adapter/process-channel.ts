import type { OutputTail } from '../target/output-tail';
import { ShellProcess } from '../target/shell-process';
import { within } from '../target/within';
import type { Channel, ChannelListener } from './channel';

/** How much later than its output a process ends. */
const LONGEST_END = 500;

/** An adapter that the suite starts, and talks with over its standard input and output. */
export class ProcessChannel implements Channel {
  readonly #process: ShellProcess;
  #ended: string | undefined;
  #resolveEnd: () => void = () => {};
  readonly #end: Promise<void> = new Promise((resolve) => {
    this.#resolveEnd = resolve;
  });

  constructor(
    private readonly command: string,
    output: OutputTail,
    private readonly listener: ChannelListener,
  ) {
    this.#process = new ShellProcess(command, output, { channel: true });
    const { stdout } = this.#process;
    stdout.on('data', (chunk: Buffer) => listener.onData(chunk));
    stdout.once('close', () => void this.#onClose());
    void this.#process.exited.then(() => this.#finish(this.#process.exit ?? 'ended'));
  }

  get ended(): string | undefined {
    return this.#ended;
  }

  get description(): string {
    const { pid } = this.#process;
    return `${this.command}${pid === undefined ? '' : ` (pid ${pid})`}`;
  }

  write(text: string): void {
    this.#process.stdin?.write(text);
  }

  untilEnded(milliseconds: number): Promise<void> {
    return within(this.#end, milliseconds);
  }

  /** Ends its standard input. */
  endInput(): void {
    this.#process.stdin?.end();
  }

  close(): Promise<void> {
    return this.#process.stop();
  }

  /** Its output ends a moment before the process does, as a rule. */
  async #onClose(): Promise<void> {
    await this.#process.ended(LONGEST_END);
    this.#finish(this.#process.exit ?? 'closed its standard output');
  }

  #finish(how: string): void {
    if (this.#ended) return;
    this.#ended = how;
    this.listener.onEnd();
    this.#resolveEnd();
  }
}
