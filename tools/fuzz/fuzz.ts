import fc from 'fast-check';
import type { CospServerState } from '../../reference/server';
import type { Sight } from '../support/observed';
import { Campaign, type Figures } from './campaign';
import { type Conversation, conversations } from './conversation';
import { Grammar } from './grammar';

/** Connections at the same time. */
const AT_ONCE = 8;
/** Batches between two looks at how far one is. */
const BATCHES = 25;
/** Part of the frames after which the server is warm, and its memory is compared with what it has in the end. */
const WARM = 0.2;
const MIB = 1024 * 1024;
/** What the heap of a server that leaks nothing may differ by, in bytes: measured differences are a tenth of it. */
const MOST_GROWTH = 2 * MIB;

/** In milliseconds: also the search for the shortest batch that fails comes to an end. */
const LONGEST = 150_000;

const LONGEST_QUIET = 60_000;

/** Only the two members are there. */
function isQuiet({ sockets, pairings, pendingRequests, closing }: CospServerState): boolean {
  return sockets === 2 && pairings + pendingRequests + closing === 0;
}

/** What is asked for. */
export interface FuzzOptions {
  readonly frames: number;
  readonly seed: number;
  /** Is told the figures now and then; returns whether to go on. */
  readonly onProgress: (figures: Figures) => boolean;
}

/** What came of it. */
export interface FuzzReport extends Figures {
  readonly seed: number;
  /** Texts that were followed to the witness. */
  readonly checked: number;
  /** Server's processor time and heap growth, in milliseconds and bytes; undefined when it did not come that far. */
  readonly cpu: number | undefined;
  readonly growth: number | undefined;
  /** What was found, with what leads to it; undefined when nothing was. */
  readonly failure: string | undefined;
}

/** Sends frames of the grammar, mutated ones among them, to a server, until there were so many or something was found. */
export class Fuzz {
  readonly #figures: Figures = { frames: 0, mutated: 0, connections: 0, bytes: 0 };
  readonly #grammar = new Grammar();
  #campaign: Campaign | undefined;
  #warm: Sight | undefined;

  constructor(private readonly options: FuzzOptions) {}

  /** Runs to the end, and leaves nothing behind. */
  async run(): Promise<FuzzReport> {
    try {
      const failure = (await this.#search()) ?? (await this.#compare());
      return await this.#report(failure);
    } finally {
      await this.#campaign?.stop();
    }
  }

  async #search(): Promise<string | undefined> {
    const { frames, seed, onProgress } = this.options;
    const batch = fc.array(conversations(this.#grammar), { minLength: AT_ONCE, maxLength: AT_ONCE });
    const property = fc.asyncProperty(batch, (given) => this.#try(given));
    for (let chunk = 0; this.#figures.frames < frames; chunk += 1) {
      const details = await fc.check(property, {
        seed: seed + chunk,
        numRuns: BATCHES,
        interruptAfterTimeLimit: LONGEST,
      });
      if (details.failed) return await fc.asyncDefaultReportMessage(details);
      if (this.#campaign && this.#warm === undefined && this.#figures.frames >= frames * WARM)
        this.#warm = await this.#quiet(this.#campaign);
      if (!onProgress(this.#figures)) return undefined;
    }
    return undefined;
  }

  /** One batch; after a failure the next one, by which fast-check looks for the shortest, meets a new server. */
  async #try(batch: readonly Conversation[]): Promise<void> {
    this.#campaign ??= await Campaign.start(this.#figures);
    const campaign = this.#campaign;
    this.#grammar.know(campaign.present);
    try {
      await campaign.run(batch);
      const { faults } = await campaign.server.look();
      if (faults.length > 0) throw new Error(`the server's fault: ${faults[0]}`);
    } catch (error) {
      this.#campaign = undefined;
      this.#warm = undefined;
      await campaign.stop();
      throw error;
    }
  }

  /** What the server holds when only the two members are there; it has a minute to forget the others. */
  async #quiet({ server }: Campaign): Promise<Sight> {
    const deadline = performance.now() + LONGEST_QUIET;
    await server.until(({ state }) => isQuiet(state) || performance.now() > deadline);
    return server.look({ collect: true });
  }

  async #compare(): Promise<string | undefined> {
    if (this.#campaign === undefined || this.#warm === undefined) return undefined;
    const { memory, state } = await this.#quiet(this.#campaign);
    if (!isQuiet(state)) return `the server still holds ${JSON.stringify(state)}`;
    const growth = memory.heap - this.#warm.memory.heap;
    return growth > MOST_GROWTH ? `the heap has grown by ${growth} bytes` : undefined;
  }

  async #report(failure: string | undefined): Promise<FuzzReport> {
    const sight = this.#campaign && (await this.#campaign.server.look({ collect: true }));
    const growth = sight && this.#warm && sight.memory.heap - this.#warm.memory.heap;
    const checked = this.#campaign?.checked ?? 0;
    return { ...this.#figures, seed: this.options.seed, checked, cpu: sight?.cpu, growth, failure };
  }
}
