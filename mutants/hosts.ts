import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { hostedCommand } from './hosted-server';

/** How long a process may take to start, and the servers of one mutant to be gone and the next to be loaded, in milliseconds. */
const LONGEST_LOAD = 10_000;
/**
 * For Node: hundreds of runs go through such a process, which collects garbage more seldom when it has more room, and by
 * itself: many run at once, and a thread that helps one of them takes the processor from another. What a mutant changes is
 * new to Node each time: it is compiled at once, as simply as can be, rather than interpreted first.
 */
export const ROOMY = ['--single-threaded-gc', '--max-semi-space-size=64', '--always-sparkplug'];

/** The mutant that a host is to start servers of. */
export interface HostedMutant {
  /** The file that `preload.js` takes. */
  readonly copies: string;
  /** Whether each server has modules of its own; else those of a mutant share them. */
  readonly eachAnew: boolean;
}

/** What `server-host.js` says of the mutant that it was to load: how many timers and sockets are left of the one before. */
type Loaded = { left: number } | { error: string };

/** Processes that start the servers of one mutant after the other, as many as there are mutants at the same time. */
export class ServerHosts {
  readonly #idle: ServerHost[] = [];

  /**
   * Runs something while servers of that mutant can be had.
   * @throws Error when the mutant's modules cannot be loaded, and what `run` throws.
   */
  async hosting<Outcome>(
    mutant: HostedMutant,
    run: (host: ServerHost) => Promise<Outcome>,
  ): Promise<Outcome> {
    const host = await this.#load(mutant);
    try {
      return await run(host);
    } finally {
      if (host.isThere) this.#idle.push(host);
    }
  }

  /** In a process that is idle, where nothing is left in it of what it hosted before. */
  async #load(mutant: HostedMutant): Promise<ServerHost> {
    const idle = this.#idle.pop();
    if (idle?.isThere && (await idle.load(mutant))) return idle;
    idle?.close();
    const host = await ServerHost.start();
    if (await host.load(mutant)) return host;
    host.close();
    throw new Error(`the mutant's modules were not loaded within ${LONGEST_LOAD / 1000} s`);
  }

  /** Ends those that are idle, which are all when nothing runs any more. */
  close(): void {
    for (const host of this.#idle.splice(0)) host.close();
  }
}

/** A process that starts the servers of a mutant. */
export class ServerHost {
  private constructor(
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  /** @throws Error when its process does not get that far. */
  static async start(): Promise<ServerHost> {
    const process_ = fork(join(__dirname, 'server-host.js'), {
      execArgv: ROOMY,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const said = await nextSaid<{ port: number }>(process_);
    if (said === undefined)
      throw new Error('a process that is to start servers of mutants ended, or said nothing');
    return new ServerHost(process_, said.port);
  }

  /** Whether it has not been taken down by what it hosts. */
  get isThere(): boolean {
    return this.process.connected;
  }

  /**
   * Resolves when it starts servers of this mutant; with false when something is left of the one before, or when it is gone.
   * @throws Error when the mutant's modules cannot be loaded.
   */
  async load(mutant: HostedMutant): Promise<boolean> {
    this.process.send(mutant, () => undefined);
    const loaded = await nextSaid<Loaded>(this.process);
    if (loaded && 'error' in loaded) {
      this.close();
      throw new Error(`the mutant's modules cannot be loaded: ${loaded.error}`);
    }
    return loaded?.left === 0;
  }

  /** The command of one server; `otherwise` is the shell's of a process of its own, when the host has been taken down. */
  command(otherwise: string): string {
    return hostedCommand(this.port, otherwise);
  }

  /** By SIGKILL: one that is caught in a loop hears nothing else. */
  close(): void {
    this.process.kill('SIGKILL');
  }
}

/** What a host says next; undefined when it ends instead, or says nothing. */
async function nextSaid<Said>(host: ChildProcess): Promise<Said | undefined> {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), LONGEST_LOAD);
  const ended = once(host, 'exit', { signal }).then(() => undefined);
  const said = once(host, 'message', { signal }).then(([message]) => message as Said);
  try {
    return await Promise.race([said, ended]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    controller.abort(); // for the one of the two that did not come
  }
}
