import { Violation } from '../judgement';

/**
 * What became of things that a scenario tries one after the other, such as one frame cut at each of its bytes:
 * a When step tries them, up to the first that fails, and a Then step judges.
 */
export class Trials {
  #count = 0;
  #failure: Violation | undefined;

  /** Whether one has failed: what would come after it says nothing more. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Runs one trial; a Violation is kept, and says then which trial it was. Anything else is thrown at once. */
  async run(what: string, trial: () => Promise<void>): Promise<void> {
    this.#count++;
    try {
      await trial();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#failure ??= new Violation(`${what}: ${error.message}`, error.details);
    }
  }

  /** Throws the failure, if there was one. */
  judge(): void {
    if (this.#failure) throw this.#failure;
    if (this.#count === 0) throw new Error('nothing was tried in this scenario');
  }
}
