/** Compares servers under the same load, in one interleaved run. See docs/benchmark.md. */
import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { compileAll, hasCommand } from './compile';
import { chooseCores } from './cores';
import { benchCommand, type Options, selectScenarios, selectServers } from './options';
import { circumstancesOf, pageOf } from './page';
import { installPeers } from './peers/install';
import { endAllNow } from './processes';
import { progressOn } from './progress';
import { type Plan, runRounds } from './rounds';
import { cpuTable, failuresOf, resultTable } from './table';

const PAGE = join(__dirname, '..', 'docs', 'benchmark.md');

function planOf(options: Options): Plan {
  for (const command of ['cc', 'taskset'])
    if (!hasCommand(command)) throw new Error(`the bench needs ${command}, which is not installed`);
  return {
    scenarios: selectScenarios(options),
    servers: selectServers(options),
    rounds: options.rounds ?? (options.quick ? 1 : 5),
    times: {
      warmUp: options.warmUp ?? (options.quick ? 0.3 : 1),
      seconds: options.seconds ?? (options.quick ? 0.3 : 1.5),
      patience: options.patience,
    },
    equipment: { programs: compileAll(), cores: chooseCores() },
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
  return cells.every(({ failure }) => failure === undefined) ? 0 : 1;
}

function endOnSignals(): void {
  process.once('exit', endAllNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
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
