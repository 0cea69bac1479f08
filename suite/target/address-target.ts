import type { TargetState } from '../evidence';
import type { ServerTls } from '../run-parameters';
import type { Target } from './target';
import { tryConnect, trySecure } from './try-connect';

/** A server that somebody else runs, at an address. */
export class AddressTarget implements Target {
  readonly restartable = false;
  readonly running = true;
  readonly host: string;
  readonly port: number;
  readonly #tls: ServerTls | undefined;
  #problem: string | undefined;

  constructor(
    target: { host: string; port: number; tls?: ServerTls },
    private readonly timeout: number,
  ) {
    this.host = target.host;
    this.port = target.port;
    this.#tls = target.tls;
  }

  async start(): Promise<void> {
    const { host, port } = this;
    const tls = this.#tls && { ...this.#tls, host };
    const plain = await tryConnect(host, port, this.timeout);
    const problem = plain ?? (tls && (await trySecure(port, this.timeout, tls)));
    if (problem) {
      this.#problem = `cannot connect to ${host}:${port}: ${problem}`;
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
