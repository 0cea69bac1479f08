import { type ChildProcess, spawn } from 'node:child_process';
import type { TargetState } from '../evidence';
import { OutputTail } from './output-tail';
import { freeServerPort } from './ports';
import { isGroupAlive } from './process-group';
import type { Target } from './target';
import { tryConnect } from './try-connect';

/** A server gets at least this long to begin listening: a Java machine under load takes its while. */
const SHORTEST_START = 10_000;
const FIRST_RETRY = 5;
const LONGEST_RETRY = 50;
/** After SIGTERM; then the process group is ended by SIGKILL. */
const GRACE = 2_000;
/** How long a group that was sent SIGKILL may take. */
const LONGEST_END = 1_000;

/** A server that the suite starts itself, on a free port or the one it always takes, in a process group of its own. */
export class ExecTarget implements Target {
  readonly restartable = true;
  readonly host: string;
  port = 0;
  readonly #command: string;
  readonly #fixedPort: number | undefined;
  readonly #output = new OutputTail();
  #process: ChildProcess | undefined;
  #exit: string | undefined;
  #exited: Promise<void> = Promise.resolve();
  #problem: string | undefined;

  constructor(
    target: { command: string; host: string; port?: number },
    private readonly timeout: number,
  ) {
    this.#command = target.command;
    this.#fixedPort = target.port;
    this.host = target.host;
    process.on('exit', () => this.#signal('SIGKILL'));
  }

  get running(): boolean {
    return this.#process !== undefined && this.#exit === undefined;
  }

  async start(): Promise<void> {
    this.#problem = undefined;
    for (let attempt = 1; ; attempt++) {
      this.port = this.#fixedPort ?? (await freeServerPort(this.host));
      await this.#refuseStranger();
      this.#spawn();
      const problem = await this.#untilListening();
      if (!problem) return;
      const portTaken =
        this.#exit !== undefined && /EADDRINUSE|address already in use/i.test(this.#output.text());
      await this.stop();
      if (portTaken && attempt < 3) continue;
      this.#problem = problem;
      throw new Error(problem);
    }
  }

  /** Whoever listens on the fixed port already would be taken for the server that is about to start. */
  async #refuseStranger(): Promise<void> {
    if (this.#fixedPort === undefined) return;
    if ((await tryConnect(this.host, this.#fixedPort, this.timeout)) !== undefined) return;
    this.#problem = `something listens on port ${this.#fixedPort} of ${this.host} already; end it first`;
    throw new Error(this.#problem);
  }

  #spawn(): void {
    const line = this.#command.replaceAll('{port}', String(this.port)).replaceAll('{host}', this.host);
    const child = spawn(line, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    this.#exit = undefined;
    this.#output.clear();
    child.stdout?.resume();
    child.stderr?.on('data', (chunk: Buffer) => this.#output.add(chunk));
    this.#exited = new Promise((resolve) => {
      const ended = (detail: string): void => {
        this.#exit ??= detail;
        resolve();
      };
      child.once('exit', (code, signal) =>
        ended(signal ? `was ended by ${signal}` : `exited with code ${code}`),
      );
      child.once('error', (error) => ended(`could not be started: ${error.message}`));
    });
  }

  /** Undefined as soon as the port accepts, else why it never did. Polling: no program has to announce itself. */
  async #untilListening(): Promise<string | undefined> {
    const limit = Math.max(SHORTEST_START, this.timeout);
    const deadline = performance.now() + limit;
    for (
      let pause = FIRST_RETRY;
      performance.now() < deadline;
      pause = Math.min(pause * 1.5, LONGEST_RETRY)
    ) {
      if (this.#exit) return `the server ${this.#exit} before it listened on port ${this.port}`;
      if ((await tryConnect(this.host, this.port, limit)) === undefined) return undefined;
      await this.ended(pause);
    }
    return `the server did not listen on port ${this.port} of ${this.host} within ${limit / 1000} s`;
  }

  async stop(): Promise<void> {
    if (!this.#process) return;
    this.#signal('SIGTERM');
    // The leader may be a shell that goes at once, while the server behind it still closes in good order.
    await this.#untilGroupIsGone(GRACE);
    this.#signal('SIGKILL');
    await this.#exited;
    await this.#untilGroupIsGone(LONGEST_END);
    this.#process = undefined;
  }

  /** Whatever still lives holds the port. Nothing tells of a group's end: polling, once the leader has gone. */
  async #untilGroupIsGone(milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    await this.ended(milliseconds);
    const group = this.#process?.pid;
    while (group !== undefined && isGroupAlive(group) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY));
    }
  }

  async ended(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.#exited, limit]);
    clearTimeout(timer);
  }

  /** To the whole group, also when its leader has gone: a shell's or a launcher's children go with it. */
  #signal(signal: NodeJS.Signals): void {
    const pid = this.#process?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // Nobody is there.
    }
  }

  markScenario(): void {
    this.#output.clear();
  }

  state(): TargetState {
    const pid = this.#process?.pid === undefined ? '' : ` (pid ${this.#process.pid})`;
    const command = this.#command.replaceAll('{port}', String(this.port)).replaceAll('{host}', this.host);
    const base = { description: `${command}${pid}`, stderr: this.#output.lines() };
    if (this.#problem) return { ...base, state: 'not-started', detail: this.#problem };
    if (this.#exit) return { ...base, state: 'exited', detail: this.#exit };
    return { ...base, state: this.#process ? 'running' : 'not-started' };
  }
}
