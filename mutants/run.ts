import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { Role } from '../spec';
import { loadMutants, type Mutant } from './declarations';
import type { Result } from './judge';
import { type MutantRun, runMutant } from './run-mutant';

interface Options {
  role?: Role;
  only?: string[];
  own?: boolean;
  jobs: string;
  timeout: string;
  json?: string;
}

const program = new Command('mutants')
  .description('run the suite against every mutant, and tell which it catches')
  .addOption(new Option('--role <role>', 'only mutants of servers or clients').choices(['server', 'client']))
  .option('--only <name...>', 'only mutants whose name begins so')
  .option(
    '--own',
    'only the scenarios of the requirements that a mutant breaks: fast, but tells no precision',
  )
  .option('--jobs <number>', 'how many mutants at a time', '2')
  .option('--timeout <seconds>', 'longest wait for what must come', '2')
  .option('--json <file>', 'write the kill matrix as JSON')
  .action(async (options: Options) => {
    process.exitCode = await main(options);
  });

function selected({ role, only }: Options): Mutant[] {
  const roles: Role[] = role ? [role] : ['server', 'client'];
  const all = roles.flatMap(loadMutants);
  return only ? all.filter(({ name }) => only.some((prefix) => name.startsWith(prefix))) : all;
}

async function main(options: Options): Promise<number> {
  const mutants = selected(options);
  const folder = mkdtempSync(join(tmpdir(), 'cosp-mutants-'));
  const how = { ownOnly: options.own ?? false, timeout: Number(options.timeout), workers: 1, folder };
  try {
    const results = await runAll(mutants, how, Number(options.jobs));
    if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
    return summary(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(mutants: readonly Mutant[], how: MutantRun, jobs: number): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < mutants.length; index = next++) {
      const result = await runMutant(mutants[index] as Mutant, how);
      results[index] = result;
      console.log(line(result, results.filter(Boolean).length, mutants.length));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

function line({ name, fate, told, scenarios, breaks, faults }: Result, done: number, all: number): string {
  const what = told.length > 0 ? `${told.join(', ')} (${scenarios} scenarios)` : 'nothing';
  const trouble = faults.length > 0 ? `; ${faults.join('; ')}` : '';
  return `${done}/${all} ${fate}: ${name}, breaks ${breaks.join(', ')}, told: ${what}${trouble}`;
}

function summary(results: readonly Result[]): number {
  const count = (fate: string): number => results.filter((result) => result.fate === fate).length;
  const costs = results.map(({ told }) => told.length).sort((a, b) => a - b);
  const faults = results.filter((result) => result.faults.length > 0).length;
  console.log(
    `\n${results.length} mutants: ${count('killed')} killed under their own ids, ${count('killed by another')} under others only, ` +
      `${count('survived')} survived; broken requirements told for each: median ${costs[Math.floor(costs.length / 2)] ?? 0}, at most ${costs.at(-1) ?? 0}` +
      (faults > 0 ? `; ${faults} with faults of the suite` : ''),
  );
  return count('killed') === results.length && faults === 0 ? 0 : 1;
}

void program.parseAsync();
