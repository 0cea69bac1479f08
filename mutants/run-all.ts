import { cpus } from 'node:os';

/** How often to look whether the processors have time left, in milliseconds. */
const LOOK = 200;
/** The share of their time that they must have had left since the last look for one more short run to begin. */
const LEFT = 0.05;
/** How many short runs there may be for each long one; were there more, all would wake up at the same time now and then. */
const SHORT_FOR_LONG = 3;

/** What is to be run. */
interface Runs<Kind, Outcome> {
  readonly all: readonly Kind[];
  /** Whether it keeps a processor busy for long. Others mostly wait. */
  readonly isLong: (one: Kind) => boolean;
  /** How many long ones run at the same time. */
  readonly jobs: number;
  readonly run: (one: Kind) => Promise<Outcome>;
  /** Told of each when it is done. */
  readonly tell: (outcome: Outcome) => void;
  /** The share of their time, from 0 to 1, that the processors have had nothing to do since this was asked before. */
  readonly idle?: () => number;
}

/**
 * Runs all: of the long ones as many at a time as there are jobs, and short ones beside them and after them, whenever the
 * processors have time left.
 * @returns what came of them, in their order.
 */
export async function runAll<Kind, Outcome>(runs: Runs<Kind, Outcome>): Promise<Outcome[]> {
  const { all, isLong, jobs, idle = idleOfProcessors() } = runs;
  const results: Outcome[] = [];
  const indices = [...all.keys()];
  const long = indices.filter((index) => isLong(all[index] as Kind));
  const short = indices.filter((index) => !isLong(all[index] as Kind));
  const begin = async (index: number): Promise<void> => {
    const outcome = await runs.run(all[index] as Kind);
    results[index] = outcome;
    runs.tell(outcome);
  };
  let jobsAtWork = jobs;
  const work = async (): Promise<void> => {
    for (let index = long.shift(); index !== undefined; index = long.shift()) await begin(index);
    jobsAtWork--;
  };
  // A machine that never has time left, because of something else, gets through as well.
  const isRoom = (running: number): boolean => {
    const hasTimeLeft = idle() >= LEFT;
    return running < (hasTimeLeft ? jobs * SHORT_FOR_LONG : Math.max(1, jobs - jobsAtWork));
  };
  await Promise.all([...Array.from({ length: jobs }, work), beginWhere(isRoom, short, begin)]);
  return results;
}

/** Begins at most one at each look. */
async function beginWhere(
  isRoom: (running: number) => boolean,
  left: readonly number[],
  begin: (index: number) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for (const index of left) {
    do await new Promise((resolve) => setTimeout(resolve, LOOK));
    while (!isRoom(running.size));
    const job = begin(index).finally(() => running.delete(job));
    running.add(job);
  }
  await Promise.all(running);
}

/** Of this machine; 1 where its system does not tell. */
function idleOfProcessors(): () => number {
  let before = times();
  return () => {
    const { idle, total } = before;
    before = times();
    const all = before.total - total;
    return all > 0 ? (before.idle - idle) / all : 1;
  };
}

function times(): { idle: number; total: number } {
  let idle = 0;
  let total = 0;
  for (const cpu of cpus()) {
    idle += cpu.times.idle;
    total += Object.values(cpu.times).reduce((sum, time) => sum + time, 0);
  }
  return { idle, total };
}
