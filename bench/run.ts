/** Compares servers under the same load, in one interleaved run. See docs/benchmark.md. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { compileAll, hasCommand } from './compile';
import { circumstancesOf, pageOf } from './page';
import { installPeers } from './peers/install';
import { endAllNow } from './processes';
import { progressOn } from './progress';
import { type Plan, runRounds } from './rounds';
import { allScenarios, type Scenario } from './scenarios';
import { SERVERS, type Server } from './servers';
import { cpuTable, failuresOf, resultTable } from './table';

const PAGE = join(__dirname, '..', 'docs', 'benchmark.md');

interface Options {
  only?: string[];
  servers?: string[];
  rounds?: number;
  seconds?: number;
  warmUp?: number;
  patience: number;
  quick?: boolean;
  json?: string;
  write?: boolean;
  installPeers?: boolean;
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function wholePositive(text: string): number {
  if (Number.isInteger(positive(text))) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

const names = (text: string): string[] => text.split(',').filter((name) => name !== '');

function descriptorLimit(): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit);
}

function selectScenarios({ only, quick }: Options): Scenario[] {
  const all = allScenarios(descriptorLimit());
  const unknown = only?.find((prefix) => !all.some(({ name }) => name.startsWith(prefix)));
  if (unknown !== undefined)
    throw new Error(
      `no scenario begins with ${unknown}; there are ${all.map(({ name }) => name).join(', ')}`,
    );
  if (only !== undefined) return all.filter(({ name }) => only.some((prefix) => name.startsWith(prefix)));
  return quick ? all.filter(({ isQuick }) => isQuick) : all;
}

function selectServers({ servers }: Options): Server[] {
  const unknown = servers?.find((name) => !SERVERS.some((server) => server.name === name));
  if (unknown !== undefined)
    throw new Error(`no server ${unknown}; there are ${SERVERS.map(({ name }) => name).join(', ')}`);
  return SERVERS.filter(({ name, needs }) => {
    if (servers !== undefined && !servers.includes(name)) return false;
    if (needs === undefined || hasCommand(needs)) return true;
    console.error(`${name} is left out: ${needs} is not installed`);
    return false;
  });
}

function planOf(options: Options): Plan {
  for (const command of ['cc', 'taskset'])
    if (!hasCommand(command)) throw new Error(`the bench needs ${command}, which is not installed`);
  return {
    scenarios: selectScenarios(options),
    servers: selectServers(options),
    rounds: options.rounds ?? (options.quick ? 1 : 5),
    times: {
      warmUp: options.warmUp ?? (options.quick ? 0.5 : 1),
      seconds: options.seconds ?? (options.quick ? 0.5 : 1.5),
      patience: options.patience,
    },
    programs: compileAll(),
  };
}

async function main(options: Options): Promise<number> {
  if (options.installPeers) {
    installPeers();
    return 0;
  }
  const plan = planOf(options);
  const cells = await runRounds(plan, progressOn(process.stdout, plan.rounds));
  const { scenarios, servers } = plan;
  console.log(`\n${resultTable(scenarios, servers, cells)}\n`);
  console.log(`${cpuTable(scenarios, servers, cells)}\n`);
  const failures = failuresOf(scenarios, servers, cells);
  for (const failure of failures) console.log(failure);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(cells, null, 2)}\n`);
  if (options.write)
    writeFileSync(PAGE, pageOf(plan, cells, circumstancesOf(servers, process.argv.slice(2))));
  return cells.every(({ samples, failure }) => samples.length > 0 || failure === '-') ? 0 : 1;
}

function endOnSignals(): void {
  process.once('exit', endAllNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

/** The command. */
export function benchCommand(action: (options: Options) => Promise<number>): Command {
  return new Command('bench')
    .description('compare servers under the same load, each on one core, the load generator on another one')
    .option('--only <scenarios>', 'only scenarios whose names begin so, separated by commas', names)
    .option('--servers <names>', 'only these servers, separated by commas', names)
    .option('--rounds <number>', 'how often everything is measured (default: 5)', wholePositive)
    .option('--seconds <seconds>', 'how long each measurement takes (default: 1.5)', positive)
    .option('--warm-up <seconds>', 'how long the load lasts before that (default: 1)', positive)
    .option('--patience <seconds>', 'how long clients may take to come, and messages to arrive', positive, 60)
    .option('--quick', 'some of the scenarios, once, in under two minutes')
    .option('--json <file>', 'write all that was measured')
    .option('--write', 'write docs/benchmark.md')
    .option('--install-peers', 'install what is missing of the other servers with apt, start none, and end')
    .action(async (options: Options) => {
      process.exitCode = await action(options);
    });
}

if (require.main === module) {
  endOnSignals();
  benchCommand(main)
    .parseAsync()
    .catch((error: unknown) => {
      console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    });
}
