import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** `cosp serve` as a process of its own. */
export class ServeProcess {
  stdout = '';
  stderr = '';
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals | null>;

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => (this.stdout += chunk));
    child.stderr?.on('data', (chunk) => (this.stderr += chunk));
    this.exited = once(child, 'close').then(([code, signal]) => code ?? signal);
  }

  /**
   * @param cosp path of the command, as JavaScript.
   * @param descriptors how many file descriptors it may have, where that is limited.
   */
  static start(cosp: string, options: readonly string[], descriptors?: number): ServeProcess {
    const command = [process.execPath, cosp, 'serve', ...options];
    const limit = descriptors === undefined ? '' : `ulimit -n ${descriptors}; `;
    // exec, so that signals reach the server and not a shell.
    return new ServeProcess(spawn('sh', ['-c', `${limit}exec "$@"`, 'sh', ...command]));
  }

  /** Waits for the line that says where it listens. */
  async listening(): Promise<{ host: string; port: number }> {
    for (;;) {
      const line = /^cosp server listening on \[?([^\]\n]+)\]?:(\d+)(?: \(TLS\))?\n/.exec(this.stdout);
      if (line) return { host: line[1] ?? '', port: Number(line[2]) };
      if (this.child.exitCode !== null || !this.child.stdout) throw new Error(`no server: ${this.stderr}`);
      await Promise.race([once(this.child.stdout, 'data'), this.exited]);
    }
  }
}
