import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import type { CospServerOptions, CospServerState } from '../../reference/server';

/** What can be seen of a server's process. */
export interface Sight {
  readonly state: CospServerState;
  /** In bytes. */
  readonly memory: { readonly heap: number; readonly external: number; readonly resident: number };
  /** Processor time since the start, in milliseconds. */
  readonly cpu: number;
  /** File descriptors that are open; undefined where the system does not tell. */
  readonly descriptors: number | undefined;
  /** Timers and sockets by kind, as Node names them. */
  readonly resources: readonly string[];
  /** How late the event loop was, in milliseconds; the clock ticks every 10 ms, which is what an idle one shows. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** What the server logged as errors: nothing, whatever its clients do. */
  readonly faults: readonly string[];
}

/** What the process is asked. */
export interface Question {
  readonly id: number;
  /** Collect the garbage first. */
  readonly collect?: boolean;
  /** Measure the event loop's delay anew from now on. */
  readonly reset?: boolean;
}

/** What the process answers; its port first, once it listens. */
export type Answer = { readonly port: number } | { readonly id: number; readonly sight: Sight };

/** In milliseconds: a process that is asked all the time has no time for its clients. */
const BETWEEN_LOOKS = 10;

let program: string | undefined;

/** One script, so that it starts at once and from the sources as they are now. */
function bundled(): string {
  if (program !== undefined) return program;
  const entry = join(__dirname, '..', 'observed-server.ts');
  // The parser's library asks for iconv-lite only where the platform has no TextDecoder.
  const external = ['iconv-lite'];
  const built = buildSync({ entryPoints: [entry], bundle: true, write: false, platform: 'node', external });
  program = built.outputFiles[0]?.text ?? '';
  return program;
}

/** A reference server in a process of its own, on the loopback. */
export class ObservedServer {
  readonly #asked = new Map<number, (sight: Sight) => void>();
  readonly #exited: Promise<unknown>;
  #questions = 0;

  private constructor(
    readonly process: ChildProcess,
    readonly port: number,
  ) {
    process.on('message', (answer: Answer) => {
      if ('id' in answer) this.#asked.get(answer.id)?.(answer.sight);
    });
    this.#exited = once(process, 'exit');
  }

  /**
   * @param options of the server.
   * @param descriptors how many file descriptors it may have, where that is limited.
   * @throws Error when the process ends before the server listens.
   */
  static async start(options: CospServerOptions = {}, descriptors?: number): Promise<ObservedServer> {
    const json = JSON.stringify({ host: '127.0.0.1', port: 0, ...options });
    const limit = descriptors === undefined ? '' : `ulimit -n ${descriptors}; `;
    const command = [process.execPath, '--expose-gc', '-', json];
    const child = spawn('sh', ['-c', `${limit}exec "$@"`, 'sh', ...command], {
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    child.stdin?.end(bundled());
    const started = once(child, 'message');
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the server's process has ended with ${code}`);
    });
    const [{ port }] = (await Promise.race([started, ended])) as [{ port: number }];
    ended.catch(() => undefined);
    return new ObservedServer(child, port);
  }

  /** What can be seen of it now. */
  look({ collect = false, reset = false }: { collect?: boolean; reset?: boolean } = {}): Promise<Sight> {
    const id = this.#questions++;
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error("the server's process has ended"));
      this.process.once('exit', gone);
      this.#asked.set(id, (sight) => {
        this.process.off('exit', gone);
        this.#asked.delete(id);
        resolve(sight);
      });
      this.process.send({ id, collect, reset } satisfies Question, (error) => error && reject(error));
    });
  }

  /** Waits until what can be seen is as it should be. */
  async until(holds: (sight: Sight) => boolean): Promise<Sight> {
    for (;;) {
      const sight = await this.look();
      if (holds(sight)) return sight;
      await setTimeout(BETWEEN_LOOKS);
    }
  }

  /** Ends the process, whatever it does. */
  async stop(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#exited;
  }
}
