import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { OutputTail } from './output-tail';
import { isGroupAlive } from './process-group';
import { within } from './within';

/** How often to look whether a group has gone. */
const RETRY = 5;
/** After SIGTERM; then the process group is ended by SIGKILL. */
const GRACE = 2_000;
/** How long a group that was sent SIGKILL may take. */
const LONGEST_END = 1_000;
/** How long its last words are waited for where something that it started holds its output open. */
const LAST_WORDS = 500;

/** How to start a process. */
interface ShellProcessOptions {
  /** Whether standard input and output are a channel; else the input is empty and the output is thrown away. */
  channel: boolean;
  /** Further variables of its environment. */
  environment?: Record<string, string>;
}

/** A shell command in a process group of its own, which is ended with everything that it started. */
export class ShellProcess {
  readonly #child: ChildProcess;
  /** Resolves when it has ended and what it printed is there. */
  readonly exited: Promise<void>;
  #exit: string | undefined;
  readonly #atExit = (): void => this.#signal('SIGKILL');

  /** Starts it; `output` takes what it prints to standard error. */
  constructor(line: string, output: OutputTail, options: ShellProcessOptions) {
    const { channel, environment } = options;
    const way = channel ? 'pipe' : 'ignore';
    const child = spawn(line, {
      shell: true,
      detached: true,
      stdio: [way, 'pipe', 'pipe'],
      ...(environment && { env: { ...process.env, ...environment } }),
    });
    this.#child = child;
    if (!channel) child.stdout?.resume();
    child.stderr?.on('data', (chunk: Buffer) => output.add(chunk));
    // Told by its end already: a write to a process that has just gone.
    child.stdin?.on('error', () => {});
    process.on('exit', this.#atExit);
    const closed = new Promise((resolve) => child.once('close', resolve));
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#exit = signal ? `was ended by ${signal}` : `exited with code ${code}`;
        resolve(within(closed, LAST_WORDS));
      });
      child.once('error', (error) => {
        this.#exit ??= `could not be started: ${error.message}`;
        resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** "exited with code 1"; undefined while it runs. */
  get exit(): string | undefined {
    return this.#exit;
  }

  /** Its standard input; null without a channel. */
  get stdin(): Writable | null {
    return this.#child.stdin;
  }

  /** Its standard output. */
  get stdout(): Readable {
    return this.#child.stdout as Readable;
  }

  /** Resolves when the process has ended, or after `milliseconds`. */
  ended(milliseconds: number): Promise<void> {
    return within(this.exited, milliseconds);
  }

  /** Ends the whole group: by SIGTERM, and after two seconds by SIGKILL. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    // The leader may be a shell that goes at once, while the program behind it still closes in good order.
    await this.#untilGroupIsGone(GRACE);
    this.#signal('SIGKILL');
    await this.exited;
    await this.#untilGroupIsGone(LONGEST_END);
    process.off('exit', this.#atExit);
  }

  /** Whatever still lives may hold a port. Nothing tells of a group's end: polling, once the leader has gone. */
  async #untilGroupIsGone(milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    await this.ended(milliseconds);
    const { pid } = this.#child;
    while (pid !== undefined && isGroupAlive(pid) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }

  /** To the whole group, also when its leader has gone: a shell's or a launcher's children go with it. */
  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // Nobody is there.
    }
  }
}
