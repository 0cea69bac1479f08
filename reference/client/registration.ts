import { CospClientError } from './errors';

/** The server's answer to a pseudonym (COSP-2.1-1, COSP-2.2-1). */
export type RegistrationOutcome = 'accepted' | 'in use';

interface Question {
  readonly pseudonym: string;
  readonly resolve: (outcome: RegistrationOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** From the first pseudonym that is asked for to the one that is accepted. */
export class Registration {
  #pseudonym: string | undefined;
  #question: Question | undefined;

  /** The pseudonym that was accepted. */
  get pseudonym(): string | undefined {
    return this.#pseudonym;
  }

  /**
   * Takes down what is asked; one question at a time, for the answer does not say which it belongs to (COSP-2.2-11).
   * @throws CospClientError `already-registered`, `registration-pending`.
   */
  ask(pseudonym: string): Promise<RegistrationOutcome> {
    if (this.#pseudonym !== undefined) {
      throw new CospClientError('already-registered', `registered as ${this.#pseudonym} already`);
    }
    if (this.#question !== undefined) {
      throw new CospClientError('registration-pending', 'the last pseudonym has not been answered yet');
    }
    const outcome = new Promise<RegistrationOutcome>((resolve, reject) => {
      this.#question = { pseudonym, resolve, reject };
    });
    outcome.catch(() => undefined); // whoever asked may have given up
    return outcome;
  }

  /**
   * The answer has come.
   * @returns the pseudonym that it is about; undefined when none was asked for.
   */
  answer(outcome: RegistrationOutcome): string | undefined {
    const question = this.#question;
    this.#question = undefined;
    if (outcome === 'accepted') this.#pseudonym = question?.pseudonym;
    question?.resolve(outcome);
    return question?.pseudonym;
  }

  /** No answer will come. */
  end(error: CospClientError): void {
    this.#question?.reject(error);
    this.#question = undefined;
  }
}
