import { linesOf } from '../lines';
import type { Screen } from './screen';

/** No terminal: commands come from a file or a program, and plain lines go to one. */
export class PipeScreen implements Screen {
  readonly isTerminal = false;
  readonly lines: AsyncIterator<string>;
  readonly #closed = new AbortController();

  constructor() {
    this.lines = this.#read();
    const close = (): void => this.close();
    process.once('SIGINT', close).once('SIGTERM', close);
    process.stdout.on('error', close); // nobody reads any more
    process.stderr.on('error', close);
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  complain(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  prompt(): void {}

  close(): void {
    this.#closed.abort();
    process.stdin.destroy();
  }

  async *#read(): AsyncGenerator<string> {
    try {
      yield* linesOf(process.stdin);
    } catch (error) {
      if (!this.closed.aborted) throw error;
    }
  }
}
