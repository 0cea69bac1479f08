import type { Target } from './target';

/** A server, and what earlier scenarios left on it. */
export class Ground {
  /** Keys of pseudonyms whose departure nobody has seen. */
  readonly ghosts = new Set<string>();
  /** Keys of all pseudonyms that were asked for. */
  readonly former = new Set<string>();
  /** Nobody is on it but what {@link ghosts} names. */
  clean = false;

  constructor(readonly target: Target) {}

  /** Brings the server up, in the place of one that is there. Rejects as {@link Target.start} does. */
  async start(): Promise<void> {
    this.clean = false;
    this.ghosts.clear();
    this.former.clear();
    await this.target.start();
    this.clean = true;
  }
}
