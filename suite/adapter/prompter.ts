import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AdapterFault } from '../judgement';

/** Asks a person, one question after the other. */
export class Prompter {
  readonly #lines: string[] = [];
  #reader: Interface | undefined;
  #onLine: (() => void) | undefined;
  #ended = false;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
  ) {}

  /** Begins to listen. */
  open(): void {
    this.#reader ??= createInterface({ input: this.input, terminal: false })
      .on('line', (line) => {
        this.#lines.push(line.trim());
        this.#onLine?.();
      })
      .on('close', () => {
        this.#ended = true;
        this.#onLine?.();
      });
  }

  /** Writes a line. */
  tell(text: string): void {
    this.output.write(`${text}\n`);
  }

  /** The answer to a question, which may take any time. @throws AdapterFault where the input has ended. */
  async ask(question: string): Promise<string> {
    this.output.write(`${question} `);
    while (this.#lines.length === 0) {
      if (this.#ended) throw new AdapterFault('nobody answers: standard input has ended');
      await new Promise<void>((resolve) => {
        this.#onLine = resolve;
      });
    }
    return this.#lines.shift() as string;
  }

  /** The first letter of an answer that begins with one of `letters`; Enter alone is the first of them. */
  async choose(question: string, letters: string): Promise<string> {
    for (;;) {
      const letter = (await this.ask(question)).slice(0, 1).toLowerCase();
      if (letter === '') return letters.slice(0, 1);
      if (letters.includes(letter)) return letter;
      this.tell(`  please answer ${[...letters].join(', ')}`);
    }
  }

  /** Listens no more. */
  close(): void {
    this.#reader?.close();
    this.input.pause();
  }
}
