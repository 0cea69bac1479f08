import { type Adapter, createAdapter } from '../adapter';
import type { ClientParameters } from '../run-parameters';
import { CHAT_CHECKS } from './chat-checks';
import { CONNECTION_CHECKS } from './connection-checks';
import { examine, type Finding, problemOf } from './examination';
import { PRIVATE_CHECKS } from './private-checks';
import { endsWithItsInput, holdsLinesBack } from './process-checks';

/** What every adapter must be able to do, simple things first. */
const CHECKS = [...CHAT_CHECKS, ...PRIVATE_CHECKS, ...CONNECTION_CHECKS] as const;

const START = 'starts, says hello, and answers what it does not know with "unsupported"';
const FAREWELL = 'ends with exit code 0 when it is told "bye"';
const INPUT_END = 'ends when its standard input ends';

/** Looks at an adapter from its start to its end. */
export class Doctor {
  readonly #adapter: Adapter;
  readonly #findings: Finding[] = [];

  /** @param onFinding is told of each finding as it is made. */
  constructor(
    private readonly parameters: ClientParameters,
    private readonly onFinding: (finding: Finding) => void,
  ) {
    this.#adapter = createAdapter(parameters.target, parameters.timeout);
  }

  /** What the adapter says of itself; known once it has started. */
  get adapter(): Pick<Adapter, 'about' | 'unsupported'> {
    return this.#adapter;
  }

  /** How many findings there are where nothing keeps it from looking at everything. */
  get checks(): number {
    return 1 + CHECKS.length + (this.parameters.target.control.way === 'stdio' ? 2 : 0);
  }

  /** Makes all checks, and ends the adapter. */
  async examine(): Promise<readonly Finding[]> {
    try {
      if (!(await this.#starts())) return this.#findings;
      await this.#acts();
      if (this.parameters.target.control.way === 'stdio') await this.#ends();
    } finally {
      await this.stop();
    }
    return this.#findings;
  }

  /** Ends the adapter. */
  stop(): Promise<void> {
    return this.#adapter.stop();
  }

  #note(finding: Finding): void {
    this.#findings.push(finding);
    this.onFinding(finding);
  }

  #wrong(name: string, problem: string): void {
    this.#note({ kind: 'wrong', name, problem, stderr: this.#adapter.state().stderr });
  }

  async #starts(): Promise<boolean> {
    try {
      await this.#adapter.start();
      this.#note({ kind: 'fine', name: START });
      return true;
    } catch (error) {
      this.#wrong(START, await this.#whyNot(problemOf(error)));
      return false;
    }
  }

  async #whyNot(problem: string): Promise<string> {
    const { command, control } = this.parameters.target;
    const isSilent = problem.includes('did not answer') && control.way === 'stdio';
    return isSilent && command !== undefined && (await holdsLinesBack(command))
      ? 'the adapter answers only when its standard input ends: its lines stay in a buffer'
      : problem;
  }

  async #acts(): Promise<void> {
    const [first, ...others] = CHECKS;
    const finding = await examine(first, this.#adapter, this.parameters);
    if (finding.kind === 'fine') {
      this.#note(finding);
      for (const check of others) this.#note(await examine(check, this.#adapter, this.parameters));
    } else if (finding.kind === 'unsupported') this.#wrong(first.name, 'without these nothing can be tested');
    else this.#note(finding);
  }

  async #ends(): Promise<void> {
    if (this.#adapter.running) {
      await this.#adapter.stop();
      const { detail = '' } = this.#adapter.state();
      if (detail === 'exited with code 0') this.#note({ kind: 'fine', name: FAREWELL });
      else
        this.#wrong(
          FAREWELL,
          `the adapter did not end by itself with exit code 0 after "bye", but ${detail}`,
        );
    }
    const { target, timeout } = this.parameters;
    const ends = await endsWithItsInput(target.command ?? '', timeout);
    if (ends) this.#note({ kind: 'fine', name: INPUT_END });
    else this.#wrong(INPUT_END, 'the adapter goes on when its standard input has ended');
  }
}
