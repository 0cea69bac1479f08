import type { TargetState } from '../evidence';
import type { ServerTls } from '../run-parameters';
import { OutputTail } from './output-tail';
import { type ClaimedPort, claimServerPort } from './ports';
import { ShellProcess } from './shell-process';
import type { Target } from './target';
import { tryConnect, trySecure } from './try-connect';

/** A server gets at least this long to begin listening: a Java machine under load takes its while. */
const SHORTEST_START = 10_000;
const FIRST_RETRY = 5;
const LONGEST_RETRY = 50;

/** A server that the suite starts itself, on a free port or the one it always takes, in a process group of its own. */
export class ExecTarget implements Target {
  readonly restartable = true;
  readonly host: string;
  port = 0;
  readonly #command: string;
  readonly #fixedPort: number | undefined;
  readonly #tls: ServerTls | undefined;
  #output = new OutputTail();
  /** The end of the process before this one. */
  #ending: Promise<void> = Promise.resolve();
  #process: ShellProcess | undefined;
  #problem: string | undefined;
  /** The port of the process, unless it is the fixed one. */
  #claim: ClaimedPort | undefined;

  constructor(
    target: { command: string; host: string; port?: number; tls?: ServerTls },
    private readonly timeout: number,
  ) {
    this.#command = target.command;
    this.#fixedPort = target.port;
    this.#tls = target.tls;
    this.host = target.host;
  }

  get running(): boolean {
    return this.#process !== undefined && this.#process.exit === undefined;
  }

  async start(): Promise<void> {
    await this.#ending;
    this.#ending = this.#end();
    // The next one takes the same port, which must be free by then.
    if (this.#fixedPort !== undefined) await this.#ending;
    await this.#launch();
  }

  async #launch(): Promise<void> {
    this.#problem = undefined;
    for (let attempt = 1; ; attempt++) {
      if (this.#fixedPort === undefined) this.#claim = await claimServerPort(this.host);
      this.port = this.#fixedPort ?? (this.#claim as ClaimedPort).port;
      await this.#refuseStranger();
      this.#spawn();
      const problem = await this.#untilListening();
      if (!problem) return;
      const portTaken =
        this.#process?.exit !== undefined && /EADDRINUSE|address already in use/i.test(this.#output.text());
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
    this.#output = new OutputTail();
    this.#process = new ShellProcess(line, this.#output, { channel: false });
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
      const exit = this.#process?.exit;
      if (exit) {
        await this.#process?.exited; // with its last words
        return `the server ${exit} before it listened on port ${this.port}`;
      }
      if ((await tryConnect(this.host, this.port, limit)) === undefined) return this.#agreeOnTls();
      await this.ended(pause);
    }
    return `the server did not listen on port ${this.port} of ${this.host} within ${limit / 1000} s`;
  }

  /** A server that listens may still be one of plain TCP, or one that is not trusted. */
  async #agreeOnTls(): Promise<string | undefined> {
    if (this.#tls === undefined) return undefined;
    const problem = await trySecure(this.port, this.timeout, { ...this.#tls, host: this.host });
    return problem && `the server listens on port ${this.port}, but there is no TLS with it: ${problem}`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#ending, this.#end()]);
  }

  /** Ends the process, and gives its port up. */
  async #end(): Promise<void> {
    const ended = this.#process;
    const claim = this.#claim;
    this.#process = undefined;
    this.#claim = undefined;
    await ended?.stop();
    await claim?.giveUp();
  }

  async ended(milliseconds: number): Promise<void> {
    await this.#process?.ended(milliseconds);
  }

  markScenario(): void {
    this.#output.clear();
  }

  state(): TargetState {
    const pid = this.#process?.pid === undefined ? '' : ` (pid ${this.#process.pid})`;
    const command = this.#command.replaceAll('{port}', String(this.port)).replaceAll('{host}', this.host);
    const base = { description: `${command}${pid}`, stderr: this.#output.lines() };
    if (this.#problem) return { ...base, state: 'not-started', detail: this.#problem };
    if (this.#process?.exit) return { ...base, state: 'exited', detail: this.#process.exit };
    return { ...base, state: this.#process ? 'running' : 'not-started' };
  }
}
