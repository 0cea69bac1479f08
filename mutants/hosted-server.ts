import { connect, type Socket } from 'node:net';
import type { ShellProcess } from '../suite/target/shell-process';
import { within } from '../suite/target/within';

type Arguments = ConstructorParameters<typeof ShellProcess>;
type Output = Arguments[1];

const FIRST_WORD = 'hosted-by';
const HOSTED = new RegExp(`^${FIRST_WORD} (\\d+) (\\S+ \\d+) (.*)$`, 's');

/**
 * The command of a server from the mutant that `server-host.js` keeps, which is asked for one at `hostPort`; the suite fills
 * in `{host}` and `{port}`. Understood where {@link startInHosts} was called.
 * @param otherwise the shell command of a server in a process of its own, for when the host has been taken down.
 */
export function hostedCommand(hostPort: number, otherwise: string): string {
  return `${FIRST_WORD} ${hostPort} {host} {port} ${otherwise}`;
}

/**
 * From now on the suite in this process has servers with such commands started by their hosts, which it asks over a
 * connection. There are mutants that fail in hundreds of scenarios, after each of which the suite wants a new server: a
 * shell for each, started by a process as large as this one, costs more than the scenarios do.
 * @param suite the suite's module `target/shell-process` as this process has loaded it.
 */
export function startInHosts(suite: { ShellProcess: unknown }): void {
  const Shell = suite.ShellProcess as typeof ShellProcess;
  suite.ShellProcess = function start(...[line, output, options]: Arguments): unknown {
    const [, hostPort, address, otherwise = ''] = HOSTED.exec(line) ?? [];
    if (hostPort === undefined) return new Shell(line, output, options);
    const instead = (): ShellProcess => new Shell(otherwise, output, options);
    return new HostedServer(Number(hostPort), `${address}\n`, output, instead);
  };
}

/** A server that lives in its host as long as a connection to it does; the suite takes it for a process. */
class HostedServer {
  readonly pid = undefined;
  /** Resolves when it is there no more. */
  readonly exited: Promise<void>;
  readonly #socket: Socket;
  #isTaken = false;
  #isStopped = false;
  #instead: ShellProcess | undefined;
  #exit: string | undefined;

  constructor(hostPort: number, request: string, output: Output, instead: () => ShellProcess) {
    const socket = connect({ host: '127.0.0.1', port: hostPort }, () => socket.write(request));
    this.#socket = socket;
    socket.on('data', (chunk) => {
      // The first byte says that the host has taken the request: the kernel still accepts for one that is about to be gone.
      output.add(this.#isTaken ? chunk : chunk.subarray(1));
      this.#isTaken = true;
    });
    socket.on('error', () => {}); // told by its end
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    this.exited = closed.then(() => this.#gone(instead));
  }

  async #gone(instead: () => ShellProcess): Promise<void> {
    if (!this.#isTaken && !this.#isStopped) {
      this.#instead = instead();
      await this.#instead.exited;
    }
    this.#exit = this.#instead?.exit ?? 'exited with code 1';
  }

  /** "exited with code 1"; undefined while it is there. */
  get exit(): string | undefined {
    return this.#exit;
  }

  /** Resolves when it is there no more, or after `milliseconds`. */
  ended(milliseconds: number): Promise<void> {
    return within(this.exited, milliseconds);
  }

  /** Ends it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#socket.destroy();
    await this.#instead?.stop();
    await this.exited;
  }
}
