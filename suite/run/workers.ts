import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Node tells of each child process here as it is made. Cucumber itself gives no hold on its workers. */
const CHANNEL = 'child_process';
/** A worker ends the servers that it started before it goes; that takes up to two seconds. */
const GRACE = 4_000;

/** Cucumber's worker processes during one round. */
export class Workers {
  readonly #alive = new Set<ChildProcess>();
  #number = 0;
  readonly #onProcess = (message: unknown): void => this.#add((message as { process: ChildProcess }).process);

  /** @param onDeath is told of every worker that ends otherwise than it should: its number, and how it ended. */
  constructor(private readonly onDeath: (worker: string, how: string) => void) {
    subscribe(CHANNEL, this.#onProcess);
  }

  #add(child: ChildProcess): void {
    const worker = String(this.#number++);
    this.#alive.add(child);
    // A message to a worker that has just died is an error here; the death itself is told by `close`.
    child.on('error', () => {});
    // Not `exit`: what the worker has said before is still to be read then.
    child.on('close', (code, signal) => {
      this.#alive.delete(child);
      if (code !== 0) this.onDeath(worker, signal ? `was ended by ${signal}` : `exited with code ${code}`);
    });
  }

  /** Asks every worker to end, and ends those that have not after four seconds. */
  stop(): void {
    for (const child of this.#alive) child.kill('SIGTERM');
    setTimeout(() => this.kill(), GRACE).unref();
  }

  /** Ends every worker at once. */
  kill(): void {
    for (const child of this.#alive) child.kill('SIGKILL');
  }

  /** Takes no notice of further processes. */
  release(): void {
    unsubscribe(CHANNEL, this.#onProcess);
  }
}
