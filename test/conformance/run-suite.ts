import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
const COSP = join(ROOT, 'dist', 'cli', 'cosp.js');
const MOST_OUTPUT = 256 * 1024 * 1024;

/** The parts of the JSON report that tests look at. */
export interface Report {
  verdict: string;
  exitCode: number;
  requirements: { id: string; level: string; verdict: string }[];
  scenarios: {
    requirement: string;
    name: string;
    verdict: string;
    /** The requirement that a failure is about. */
    about: string;
    evidence?: { message?: string; outcome: string; target: { description: string } };
  }[];
  choices: { id: string; key?: string; options: { option: string }[] }[];
  faults: string[];
}

export interface Run {
  exitCode: number;
  /** What a person reads. */
  text: string;
  report: Report;
  /** Milliseconds from start to end of the process. */
  took: number;
}

/** Runs the built `cosp test server` with these arguments, as its users do. */
export function testServer(...args: string[]): Promise<Run> {
  return runSuite('server', args);
}

/** Runs the built `cosp test client` with these arguments, as its users do. */
export function testClient(...args: string[]): Promise<Run> {
  return runSuite('client', args);
}

function runSuite(role: string, args: string[]): Promise<Run> {
  assert.ok(existsSync(COSP), 'dist/ is missing: npm run build');
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const all = [COSP, 'test', role, '--json', '-', ...args];
    execFile(process.execPath, all, { maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      const code = error ? (error.code as unknown as number) : 0;
      if (typeof code !== 'number') return reject(error);
      try {
        const report = JSON.parse(stdout) as Report;
        resolve({ exitCode: code, text: stderr, report, took: performance.now() - began });
      } catch {
        reject(
          new Error(`exit ${code}, and no JSON but: ${stdout.slice(0, 2000)}\n${stderr.slice(0, 4000)}`),
        );
      }
    });
  });
}

/** The scenarios of a run that have the verdict, each as a line for a message. */
export function withVerdict(run: Run, ...verdicts: string[]): string[] {
  return run.report.scenarios
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map(({ requirement, verdict, name }) => `${verdict} ${requirement}: ${name}`);
}

const NOT_CLEAN = ['FAIL', 'WARN', 'INCONCLUSIVE', 'BLOCKED', 'HARNESS-ERROR', 'NOT-RUN', 'UNSUPPORTED'];

/** Nothing but PASS and CHOICE, and that of at least so many scenarios. */
export function assertClean(run: Run, least: number): void {
  assert.deepEqual(withVerdict(run, ...NOT_CLEAN), [], run.text);
  assert.deepEqual(run.report.faults, []);
  assert.equal(run.exitCode, 0);
  assert.ok(run.report.scenarios.length >= least, `only ${run.report.scenarios.length} scenarios`);
}
