import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { hostedCommand } from './hosted-server';

/** A process that starts the servers of one mutant. */
export class ServerHost {
  private constructor(
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  /**
   * @param copies the file that `preload.js` takes from COSP_MUTANT.
   * @throws Error when the mutant's modules cannot be loaded.
   */
  static async start(copies: string): Promise<ServerHost> {
    const process_ = fork(join(__dirname, 'server-host.js'), {
      execArgv: [],
      env: { ...process.env, COSP_MUTANT: copies },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const exit = once(process_, 'exit').then(([code]) => {
      throw new Error(`the mutant's modules cannot be loaded: exit code ${code}`);
    });
    const [port] = await Promise.race([once(process_, 'message'), exit]);
    exit.catch(() => undefined); // it may be taken down by what it hosts
    return new ServerHost(process_, port as number);
  }

  /** The command of one server; `otherwise` is the shell's of a process of its own, when the host has been taken down. */
  command(otherwise: string): string {
    return hostedCommand(this.port, otherwise);
  }

  close(): void {
    if (this.process.connected) this.process.disconnect();
  }
}
