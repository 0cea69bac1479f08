/** Measures how often a verdict changes: many rounds in random order and segmentation, while something else keeps all cores busy. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';

const COSP = join(__dirname, '..', 'dist', 'cli', 'cosp.js');
const PAGE = join(__dirname, '..', 'docs', 'flakes.md');
const BUSY = 'const end = Date.now() + 7200000; while (Date.now() < end);';
const MOST_OUTPUT = 1024 * 1024 * 1024;

interface Report {
  rounds: number;
  scenarios: { verdict: string }[];
  changed: { id: string }[];
  faults: string[];
}

interface Options {
  rounds: string;
  write?: boolean;
  beside?: string;
  keep?: string;
}

/** What this process has started, and ends with itself. */
const started: ChildProcess[] = [];

function endAll(): void {
  for (const child of started) child.kill();
}

function keepBusy(): void {
  for (let core = 0; core < availableParallelism(); core++)
    started.push(spawn(process.execPath, ['-e', BUSY]));
}

/** What came of the rounds against one role's reference. */
interface Measured {
  role: string;
  rounds: number;
  scenarios: number;
  seconds: number;
  changed: number;
  failed: number;
  faults: number;
}

async function measure(role: string, rounds: string, folder: string | undefined): Promise<Measured> {
  const began = performance.now();
  const args = [COSP, 'test', role, '--json', '-', '--repeat', rounds, '--workers', '2'];
  args.push('--order', 'random', '--segmentation', 'random');
  const output = await new Promise<string>((resolve, reject) => {
    const child = execFile(process.execPath, args, { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(error ?? new Error(stderr));
    });
    started.push(child);
    if (child.stderr) createInterface(child.stderr).on('line', (line) => tellRound(role, line));
  });
  if (folder !== undefined) writeFileSync(join(folder, `flakes-${role}.json`), output);
  const report = JSON.parse(output) as Report;
  const measured = {
    role,
    rounds: report.rounds,
    scenarios: report.scenarios.length,
    seconds: Math.round((performance.now() - began) / 1000),
    changed: report.changed.length,
    failed: report.scenarios.filter(({ verdict }) => verdict !== 'PASS' && verdict !== 'CHOICE').length,
    faults: report.faults.length,
  };
  console.log(lineOf(measured));
  for (const { id } of report.changed) console.log(`  changed: ${id}`);
  return measured;
}

/** A hundred rounds take an hour: who waits is told how far they are. */
function tellRound(role: string, line: string): void {
  if (/^round \d+ of \d+/.test(line)) console.error(`${role}: ${line}`);
}

function lineOf({ role, rounds, scenarios, seconds, changed, failed, faults }: Measured): string {
  return (
    `${role}: ${rounds} rounds of ${scenarios} scenarios in ${seconds} s: ` +
    `${changed} changed verdicts, ${failed} not passed, ${faults} faults`
  );
}

function pageOf(all: readonly Measured[], beside: string): string {
  const rows = all.map(
    (one) =>
      `| ${one.role} | ${one.rounds} | ${one.scenarios} | ${one.seconds} | ${one.changed} | ${one.failed} | ${one.faults} |`,
  );
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
  return `# How often does a verdict change?

The whole suite against the reference, again and again: each round in another random order, with everything that the suite
sends cut at other random places, two workers, while ${beside} keep the cores busy. A verdict counts as changed when a
scenario does not end alike in all rounds.

| against the reference | rounds | scenarios | seconds | changed verdicts | not passed | faults |
|---|---|---|---|---|---|---|
${rows.join('\n')}

Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}. This page is written by \`npm run flakes -- --write\`.
`;
}

new Command('flakes')
  .description(
    'run the suite against the reference again and again under load, and count verdicts that change',
  )
  .option('--rounds <number>', 'how often', '100')
  .option('--write', 'write docs/flakes.md')
  .option('--beside <what>', 'what else keeps the cores busy meanwhile (default: endless loops)')
  .option('--keep <folder>', 'write what the runs reported there, to look into what changed')
  .action(async ({ rounds, write, beside, keep }: Options) => {
    process.once('exit', endAll);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
    if (beside === undefined) keepBusy();
    try {
      const all = [await measure('server', rounds, keep), await measure('client', rounds, keep)];
      if (write) writeFileSync(PAGE, pageOf(all, beside ?? `${availableParallelism()} endless loops`));
      const isClean = all.every(({ changed, failed, faults }) => changed + failed + faults === 0);
      process.exitCode = isClean ? 0 : 1;
    } finally {
      endAll();
    }
  })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
