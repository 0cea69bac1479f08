import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Screen } from './screen';

/** A terminal: a line being typed, and the chat above it. */
export class TerminalScreen implements Screen {
  readonly isTerminal = true;
  readonly lines: AsyncIterator<string>;
  readonly #readline: Interface;
  readonly #output = process.stdout;
  #prompted = false;
  readonly #closed = new AbortController();

  constructor() {
    this.#readline = createInterface({
      input: process.stdin,
      output: this.#output,
      terminal: true,
      prompt: '',
    });
    this.lines = this.#readline[Symbol.asyncIterator]();
    this.#readline.on('SIGINT', () => this.close());
    this.#readline.on('line', () => {
      if (this.#prompted) this.#readline.prompt();
    });
    this.#readline.once('close', () => {
      if (this.#prompted) this.#output.write('\n');
      this.#closed.abort();
    });
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  say(line: string): void {
    if (this.closed.aborted || !this.#prompted) {
      this.#output.write(`${line}\n`);
      return;
    }
    const { rows } = this.#readline.getCursorPos();
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
    // The line being typed is drawn from as many rows further up as its cursor was below its beginning.
    this.#output.write(`${line}\n${'\n'.repeat(rows)}`);
    this.#readline.prompt(true);
  }

  complain(line: string): void {
    this.say(line);
  }

  prompt(text: string): void {
    this.#prompted = true;
    this.#readline.setPrompt(text);
    this.#readline.prompt(true);
  }

  close(): void {
    this.#readline.close();
  }
}
