/** Measures how often a verdict changes: many rounds in random order and segmentation, while something else keeps all cores busy. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';

const COSP = join(__dirname, '..', 'dist', 'cli', 'cosp.js');
const BUSY = 'const end = Date.now() + 7200000; while (Date.now() < end);';
const MOST_OUTPUT = 1024 * 1024 * 1024;

interface Report {
  rounds: number;
  scenarios: { verdict: string }[];
  changed: { id: string }[];
  faults: string[];
}

function keepBusy(): ChildProcess[] {
  return Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', BUSY]));
}

async function measure(role: string, rounds: string): Promise<boolean> {
  const began = performance.now();
  const args = [COSP, 'test', role, '--json', '-', '--repeat', rounds, '--workers', '2'];
  args.push('--order', 'random', '--segmentation', 'random');
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(error ?? new Error(stderr));
    });
  });
  const report = JSON.parse(output) as Report;
  const failed = report.scenarios.filter(({ verdict }) => verdict !== 'PASS' && verdict !== 'CHOICE').length;
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `${role}: ${report.rounds} rounds of ${report.scenarios.length} scenarios in ${seconds} s: ` +
      `${report.changed.length} changed verdicts, ${failed} not passed, ${report.faults.length} faults`,
  );
  return report.changed.length === 0 && failed === 0 && report.faults.length === 0;
}

new Command('flakes')
  .description(
    'run the suite against the reference again and again under load, and count verdicts that change',
  )
  .option('--rounds <number>', 'how often', '100')
  .action(async ({ rounds }: { rounds: string }) => {
    const busy = keepBusy();
    try {
      const server = await measure('server', rounds);
      const client = await measure('client', rounds);
      process.exitCode = server && client ? 0 : 1;
    } finally {
      for (const process of busy) process.kill();
    }
  })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
