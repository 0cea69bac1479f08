import { type Command, end, freePort, listening, outputOf, startOn } from './processes';
import type { Scenario } from './scenarios';
import type { Programs, Server } from './servers';

/** What the load generator prints. Times in seconds, latencies in microseconds, memory in KiB. */
export interface Sample {
  readonly seconds: number;
  /** CPU time of the server and all that it has started, over the interval. */
  readonly serverCpu: number;
  readonly loadCpu: number;
  /** What was due and what has come in the whole run: messages, cycles of joins, or bytes. */
  readonly expected?: number;
  readonly delivered?: number;
  /** What has come in the interval, by kind of scenario. */
  readonly deliveries?: number;
  readonly joins?: number;
  readonly bytes?: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly p999?: number;
  /** Resident memory before and after so many clients have come. */
  readonly before?: number;
  readonly after?: number;
  readonly clients?: number;
}

/** How long is measured, in seconds. */
export interface Times {
  readonly warmUp: number;
  readonly seconds: number;
  /** For clients to come, and for what is under way to arrive. */
  readonly patience: number;
}

const SERVER_CORE = 0;
const LOAD_CORE = 1;

/**
 * Starts a server, plays a scenario against it, and ends it.
 * @throws Error with what went wrong, in one line.
 */
export async function measure(
  server: Server,
  scenario: Scenario,
  times: Times,
  programs: Programs,
): Promise<Sample> {
  const port = await freePort();
  const running = startOn(SERVER_CORE, server.command(port, programs));
  try {
    await listening(running, port);
    const args = ['--protocol', server.protocol, '--port', `${port}`, '--server-pid', `${running.pid}`];
    args.push(
      '--warm-up',
      `${times.warmUp}`,
      '--seconds',
      `${times.seconds}`,
      '--patience',
      `${times.patience}`,
    );
    const command: Command = [programs.load, ...args, ...scenario.load];
    const longest = (times.warmUp + times.seconds + 3 * times.patience + 10) * 1000;
    const load = startOn(LOAD_CORE, command, 'pipe');
    const sample = JSON.parse(await outputOf(load, longest)) as Sample;
    checkComplete(sample);
    return sample;
  } finally {
    await end(running);
  }
}

/** A server that loses messages has done less than the others. */
function checkComplete({ expected, delivered }: Sample): void {
  if (expected === delivered || expected === undefined || delivered === undefined) return;
  throw new Error(
    delivered < expected
      ? `it lost ${expected - delivered} of ${expected}`
      : `${delivered - expected} came too many`,
  );
}
