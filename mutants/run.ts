import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { Role } from '../spec';
import { loadMutants, loadVariants, type Mutant, type Variant } from './declarations';
import { ServerHosts } from './hosts';
import type { Result, VariantResult } from './judge';
import { Lanes } from './lanes';
import { summaryOf, writeMatrix } from './matrix';
import { runAll } from './run-all';
import { type MutantRun, runMutant, runVariant } from './run-mutant';

interface Options {
  role?: Role;
  only?: string[];
  own?: boolean;
  all?: boolean;
  write?: boolean;
  variants?: boolean;
  jobs?: string;
  timeout?: string;
  json?: string;
}

const program = new Command('mutants')
  .description('run the suite against every mutant, and tell which it catches')
  .addOption(new Option('--role <role>', 'only mutants of servers or clients').choices(['server', 'client']))
  .option('--only <name...>', 'only mutants whose name begins so')
  .option('--variants', 'run the servers that conform and differ all the same: nobody may be blamed')
  .option('--own', 'only the scenarios of the requirements that a mutant breaks, for all mutants')
  .option('--all', 'the whole suite against every mutant, not only against the first one of each requirement')
  .option('--write', 'write docs/mutants.md and mutants/kill-matrix.json')
  .option(
    '--jobs <number>',
    'how many at a time that meet the whole suite; others, which mostly wait, run beside them where the processors have time left (default: 6, of variants 4)',
  )
  .option('--timeout <seconds>', 'longest wait for what must come (default: 2, for variants 5)')
  .option('--json <file>', 'write the kill matrix as JSON')
  .action(async (options: Options) => {
    process.exitCode = await main(options);
  });

/** Mutants wait a lot, and in vain: shortly, and several at a time. Variants never do, and are waited for as users' servers are. */
const DEFAULTS = { mutants: { jobs: 6, timeout: 2 }, variants: { jobs: 4, timeout: 5 } };

/** Numbers the lines in which the outcome of each is told. */
class Progress {
  #done = 0;

  constructor(private readonly total: number) {}

  tell(text: string): void {
    console.log(`${++this.#done}/${this.total} ${text}`);
  }
}

function selected<Kind extends { name: string }>(all: readonly Kind[], { only }: Options): Kind[] {
  const vain = only?.find((prefix) => !all.some(({ name }) => name.startsWith(prefix)));
  if (vain !== undefined)
    program.error(`error: --only ${vain}: no name begins so; several names are parted by spaces`);
  return all.filter(({ name }) => !only || only.some((prefix) => name.startsWith(prefix)));
}

async function main(options: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-mutants-'));
  const lanes = new Lanes();
  const hosts = new ServerHosts();
  const defaults = options.variants ? DEFAULTS.variants : DEFAULTS.mutants;
  const jobs = Number(options.jobs ?? defaults.jobs);
  const timeout = Number(options.timeout ?? defaults.timeout);
  const how = { ownOnly: options.own ?? false, timeout, lanes, hosts, folder };
  try {
    return options.variants ? await runVariants(options, jobs, how) : await runMutants(options, jobs, how);
  } finally {
    lanes.close();
    hosts.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runMutants(options: Options, jobs: number, how: MutantRun): Promise<number> {
  const roles: Role[] = options.role ? [options.role] : ['server', 'client'];
  const mutants: Mutant[] = selected(roles.flatMap(loadMutants), options);
  const whole = wholeFor(mutants, options);
  const run = (mutant: Mutant): Promise<Result> => runMutant(mutant, { ...how, ownOnly: !whole.has(mutant) });
  const progress = new Progress(mutants.length);
  const tell = (result: Result): void => progress.tell(line(result));
  const results = await runAll({ all: mutants, isLong: (mutant) => whole.has(mutant), jobs, run, tell });
  const rows = mutants.map((mutant, index) => ({ mutant, result: results[index] as Result }));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.write) writeMatrix(rows, (['server', 'client'] as const).flatMap(loadMutants));
  console.log(`\n${summaryOf(rows)}`);
  for (const { name, faults } of results) for (const fault of faults) console.log(`${name}: ${fault}`);
  return results.every(({ fate, faults }) => fate === 'killed' && faults.length === 0) ? 0 : 1;
}

/** Those that meet the whole suite: it takes ten times as long as the scenarios of one requirement. */
function wholeFor(mutants: readonly Mutant[], { own, all }: Options): Set<Mutant> {
  if (own) return new Set();
  if (all) return new Set(mutants);
  const firsts = new Map<string, Mutant>();
  for (const mutant of mutants) {
    const key = `${mutant.role} ${mutant.breaks[0]}`;
    if (!firsts.has(key)) firsts.set(key, mutant);
  }
  return new Set(firsts.values());
}

async function runVariants(options: Options, jobs: number, how: MutantRun): Promise<number> {
  const variants = selected(loadVariants(), options);
  const progress = new Progress(variants.length);
  const tell = (result: VariantResult): void => progress.tell(variantLine(result));
  const run = (variant: Variant): Promise<VariantResult> => runVariant(variant, how);
  const results = await runAll({ all: variants, isLong: () => true, jobs, run, tell });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  const innocent = results.filter((result) => troubles(result).length === 0).length;
  console.log(`\n${results.length} variants that conform: ${innocent} pass without any blame`);
  return innocent === results.length ? 0 : 1;
}

function troubles({ blamed, unseen, faults }: VariantResult): string[] {
  return [...blamed, ...unseen, ...faults];
}

function variantLine(result: VariantResult): string {
  const found = troubles(result);
  return found.length === 0 ? `innocent: ${result.name}` : `BLAMED: ${result.name}: ${found.join('; ')}`;
}

function line({ name, fate, told, scenarios, unjudged, breaks, faults }: Result): string {
  const open = unjudged > 0 ? `, ${unjudged} could not be judged` : '';
  const what = told.length > 0 ? `${told.join(', ')} (${scenarios} scenarios${open})` : `nothing${open}`;
  const trouble = faults.length > 0 ? `; ${faults.join('; ')}` : '';
  return `${fate}: ${name}, breaks ${breaks.join(', ')}, told: ${what}${trouble}`;
}

void program.parseAsync();
