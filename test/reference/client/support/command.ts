import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { linesOf } from '../../../../reference/client/lines';

/** A subcommand of `cosp` as a process of its own, line by line. */
export class CommandProcess {
  stderr = '';
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals | null>;
  readonly #lines: AsyncGenerator<string>;

  private constructor(readonly child: ChildProcessWithoutNullStreams) {
    child.stderr.on('data', (chunk) => (this.stderr += chunk));
    // Not 'close', which comes only when all that it has printed has been read.
    const ended = Promise.all([once(child, 'exit'), once(child.stderr, 'close')]);
    this.exited = ended.then(([[code, signal]]) => code ?? signal);
    this.#lines = linesOf(child.stdout);
  }

  /** @param cosp path of the command, as JavaScript. */
  static start(
    cosp: string,
    options: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ): CommandProcess {
    const env = { ...process.env, ...environment };
    return new CommandProcess(spawn(process.execPath, [cosp, ...options], { env }));
  }

  /** Writes lines, in one write. */
  type(...lines: string[]): void {
    this.child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** No more lines come. */
  end(): void {
    this.child.stdin.end();
  }

  /** The next line that it prints. */
  async line(): Promise<string> {
    const { done, value } = await this.#lines.next();
    if (done) throw new Error(`it prints nothing more; on stderr: ${this.stderr}`);
    return value;
  }

  /** The lines up to and with one that has these words. */
  async until(words: string): Promise<string[]> {
    const lines: string[] = [];
    do lines.push(await this.line());
    while (!lines.at(-1)?.includes(words));
    return lines;
  }

  /** All lines that are still to come. */
  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of this.#lines) lines.push(line);
    return lines;
  }
}
