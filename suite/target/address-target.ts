import type { TargetState } from '../evidence';
import type { Target } from './target';
import { tryConnect } from './try-connect';

/** A server that somebody else runs, at an address. */
export class AddressTarget implements Target {
  readonly restartable = false;
  readonly running = true;
  #problem: string | undefined;

  constructor(
    readonly host: string,
    readonly port: number,
    private readonly timeout: number,
  ) {}

  async start(): Promise<void> {
    const problem = await tryConnect(this.host, this.port, this.timeout);
    if (problem) {
      this.#problem = `cannot connect to ${this.host}:${this.port}: ${problem}`;
      throw new Error(this.#problem);
    }
  }

  async stop(): Promise<void> {}
  async ended(): Promise<void> {}
  markScenario(): void {}

  state(): TargetState {
    const description = `${this.host}:${this.port}`;
    if (this.#problem) return { description, state: 'unreachable', detail: this.#problem, stderr: [] };
    return { description, state: 'unknown', stderr: [] };
  }
}
