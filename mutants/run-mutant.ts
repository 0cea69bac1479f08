import { join } from 'node:path';
import { writeMutant } from './apply';
import type { Mutant, Variant } from './declarations';
import type { ServerHosts } from './hosts';
import { judgeMutant, judgeVariant, type Report, type Result, type VariantResult } from './judge';
import type { Lanes } from './lanes';
import { pairingTimeout, slowReaderGrace } from './limits.json';
import { keepsStateInModules } from './module-state';

const ROOT = join(__dirname, '..');
const COSP = join(ROOT, 'dist', 'cli', 'cosp.js');
const PRELOAD = join(__dirname, 'preload.js');
const LIMITS = `--pairing-timeout ${pairingTimeout}ms --slow-reader-grace ${slowReaderGrace}ms`;
const MOST_ATTEMPTS = 3;

/** How a mutant is run. */
export interface MutantRun {
  /** Only the scenarios of the requirements that it breaks; else all. */
  ownOnly: boolean;
  /** Longest wait for what must come, in seconds. */
  timeout: number;
  lanes: Lanes;
  hosts: ServerHosts;
  /** Where to write the mutants. */
  folder: string;
}

/** Runs the suite against one mutant, and says what became of it; up to three times where that depends on chance. */
export async function runMutant(mutant: Mutant, how: MutantRun): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const result = { ...(await runOnce(mutant, how).catch((error) => unjudged(mutant, error))), attempt };
    if (result.fate === 'killed' || !mutant.chance || attempt === MOST_ATTEMPTS) return result;
  }
}

/** A mutant that could not be run is told at the end, and the others are run all the same. */
function unjudged({ name, breaks }: Mutant, error: Error): Result {
  const faults = [error.message];
  return {
    name,
    breaks,
    fate: 'survived',
    told: [],
    scenarios: 0,
    unjudged: 0,
    attempt: 1,
    whole: false,
    faults,
  };
}

/**
 * Where the scenarios of its own requirements tell only others as broken, it is run again with theirs: what is only presumed is
 * dropped where its own scenarios hold.
 */
async function runOnce(mutant: Mutant, how: MutantRun): Promise<Result> {
  if (!how.ownOnly) return judgeMutant(mutant, await reportOn(mutant, how, []), true);
  const result = judgeMutant(mutant, await reportOn(mutant, how, mutant.breaks), false);
  if (result.fate !== 'killed by another') return result;
  return judgeMutant(mutant, await reportOn(mutant, how, [...mutant.breaks, ...result.told]), false);
}

/** Runs the suite against a server that conforms, and says what it was blamed for. */
export async function runVariant(variant: Variant, how: MutantRun): Promise<VariantResult> {
  return judgeVariant(variant, await reportOn(variant, how, []));
}

async function reportOn(mutant: Mutant | Variant, how: MutantRun, ids: readonly string[]): Promise<Report> {
  const copies = writeMutant(mutant, join(how.folder, mutant.role, mutant.name));
  const { role } = mutant;
  const job = { role, timeout: how.timeout * 1000, ids };
  if (role === 'client') return how.lanes.run({ ...job, command: `exec ${node(copies)} adapter` });
  const hosted = { copies, eachAnew: keepsStateInModules(mutant) };
  return how.hosts.hosting(hosted, (host) => how.lanes.run({ ...job, command: host.command(serve(copies)) }));
}

/** A server in a process of its own, as users have it; `server-host.js` gives the same limits. */
function serve(copies: string): string {
  return `${node(copies)} serve --host {host} --port {port} ${LIMITS} --log-level error`;
}

function node(copies: string): string {
  return `env COSP_MUTANT='${copies}' '${process.execPath}' --require '${PRELOAD}' '${COSP}'`;
}
