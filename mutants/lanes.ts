import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Role } from '../spec';
import { ROOMY } from './hosts';
import type { Report } from './judge';
import type { Answer, Job } from './lane';

const LANE = join(__dirname, '..', 'dist', 'mutants', 'lane.js');
/** A run of the suite takes seconds; one that takes so long, in milliseconds, hangs. */
const LONGEST_RUN = 1_800_000;

/**
 * Processes that run the suite, as many as there are runs at the same time; each serves one after the other. The suites of
 * the two roles share modules, and a module's steps are found once in a process: so each has its own.
 */
export class Lanes {
  readonly #idle: Record<Role, ChildProcess[]> = { server: [], client: [] };
  readonly #all = new Set<ChildProcess>();

  /**
   * Runs the suite.
   * @throws Error when it throws, and when its process ends or says nothing for half an hour.
   */
  async run(job: Job): Promise<Report> {
    const lane = this.#idle[job.role].pop() ?? this.#start();
    const answer = await answerOf(lane, job);
    if ('error' in answer) throw new Error(`${job.command}: ${answer.error}`);
    this.#idle[job.role].push(lane);
    return answer.report;
  }

  #start(): ChildProcess {
    const lane = fork(LANE, {
      execArgv: ROOMY,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#all.add(lane);
    return lane;
  }

  /** Ends all processes; each ends its target. */
  close(): void {
    for (const lane of this.#all) if (lane.connected) lane.disconnect();
  }
}

function answerOf(lane: ChildProcess, job: Job): Promise<Answer> {
  return new Promise((resolve) => {
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      lane.removeAllListeners();
      resolve(answer);
    };
    const timer = setTimeout(() => {
      finish({ error: `nothing was heard of it for ${LONGEST_RUN / 1000} s` });
      lane.kill(); // and it ends its target
    }, LONGEST_RUN);
    lane.once('message', (answer: Answer) => finish(answer));
    lane.once('exit', (code, signal) => finish({ error: `its process ended: ${signal ?? code}` }));
    lane.send(job);
  });
}
