/**
 * A process that runs the suite again and again, each time against another target: what Node loads and compiles for the
 * first one serves all. Started by `lanes.ts`, which sends it one {@link Job} at a time, as it is built in dist/: so it begins
 * sooner, and has the suite as users have it.
 */
import type { Role } from '../spec';
import { PLAIN } from '../suite/report/screen';
import { resultsOf } from '../suite/results/results-of';
import type { RunRequest } from '../suite/run/run-request';
import { runSuite } from '../suite/run/run-suite';
import { sourcesFor } from '../suite/run/sources';
import { tool } from '../suite/run/write-reports';
import * as shellProcess from '../suite/target/shell-process';
import { startInHosts } from './hosted-server';
import type { Report } from './judge';

/** One run of the suite. */
export interface Job {
  readonly role: Role;
  /** Command of the target, as `--exec` takes it, or of a server in a host. */
  readonly command: string;
  /** Longest wait for what must come, in milliseconds. */
  readonly timeout: number;
  /** The requirements whose scenarios run; none: all do. */
  readonly ids: readonly string[];
}

/** What became of it. */
export type Answer = { report: Report } | { error: string };

startInHosts(shellProcess);

function requestFor({ role, command, timeout, ids }: Job): RunRequest {
  const target: RunRequest['parameters']['target'] =
    role === 'server'
      ? { kind: 'exec', command, host: '127.0.0.1' }
      : { kind: 'adapter', control: { way: 'stdio' }, command };
  return {
    parameters: {
      target,
      timeout,
      patience: 0,
      shared: false,
      segmentation: { mode: 'whole' },
      verbose: false,
    },
    defaultTarget: false,
    workers: 0,
    selection: { sections: [], ids: [...ids], levels: [] },
    failFast: false,
    order: { mode: 'defined' },
    repeat: 1,
    baseline: [],
    reports: {},
    cucumberFormats: [],
    color: false,
  };
}

process.on('message', async (job: Job) => {
  let answer: Answer;
  try {
    const result = await runSuite(requestFor(job), sourcesFor(job.role), PLAIN);
    answer = { report: resultsOf(result, tool()) };
  } catch (error) {
    answer = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.send?.(answer);
});
