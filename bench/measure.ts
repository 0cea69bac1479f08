import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../tools/support/free-port';
import type { Cores } from './cores';
import { end, listening, outputOf, startOn } from './processes';
import type { Scenario } from './scenarios';
import type { Place, Server } from './servers';

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

/** What servers and the load generator are run with. */
export interface Equipment {
  readonly programs: Place['programs'];
  readonly cores: Cores;
}

function timesFor({ longer }: Scenario, { warmUp, seconds }: Times): Omit<Times, 'patience'> {
  return { warmUp: warmUp * (longer?.warmUp ?? 1), seconds: seconds * (longer?.seconds ?? 1) };
}

/** The load generator's arguments for a server and a scenario. */
function loadArguments(
  server: Server,
  scenario: Scenario,
  times: Times,
  place: Place,
  pid: number,
): string[] {
  const args = ['--protocol', server.protocol, '--port', `${place.port}`, '--server-pid', `${pid}`];
  const { warmUp, seconds } = timesFor(scenario, times);
  args.push('--warm-up', `${warmUp}`, '--seconds', `${seconds}`);
  args.push('--patience', `${times.patience}`, '--awake', ...scenario.load);
  if (scenario.rest !== undefined) args.push('--rest', `${scenario.rest}`);
  return server.isPlainRelay ? [...args, '--target', `${place.target}`] : args;
}

/**
 * Starts a server, plays a scenario against it, and ends it.
 * @throws Error with what went wrong, in one line.
 */
export async function measure(
  server: Server,
  scenario: Scenario,
  times: Times,
  { programs, cores }: Equipment,
): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-bench-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const place: Place = { port: await freePort(), target: await freePort(), programs, file };
  const running = startOn(cores.server, server.command(place), folder);
  try {
    await listening(running, place.port);
    const args = loadArguments(server, scenario, times, place, running.pid);
    const { warmUp, seconds } = timesFor(scenario, times);
    const { rest = 0 } = scenario;
    const longest = (warmUp + seconds + rest + 3 * times.patience + 10) * 1000;
    const load = startOn(cores.load, [programs.load, ...args], folder, 'pipe');
    const sample = JSON.parse(await outputOf(load, longest)) as Sample;
    if (!server.isCeiling) checkComplete(sample);
    return sample;
  } finally {
    await end(running);
    rmSync(folder, { recursive: true, force: true });
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
