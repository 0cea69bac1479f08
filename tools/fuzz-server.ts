/** Sends frames grown out of cosp.ksy, mutated ones among them, to the reference server, and looks whether others notice. */
import { Command, InvalidArgumentError } from 'commander';
import { Fuzz, type FuzzReport } from './fuzz/fuzz';

const MIB = 1024 * 1024;
const INTERRUPTED = 130;

interface Options {
  readonly frames: number;
  readonly seed: number;
}

function wholeNumber(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number is needed.');
}

function tell(report: FuzzReport, seconds: number): void {
  const { seed, frames, mutated, connections, bytes, checked, cpu, growth, failure } = report;
  console.log(
    `seed ${seed}: ${frames} frames, ${mutated} of them mutated, on ${connections} connections, ` +
      `${(bytes / MIB).toFixed(0)} MiB, in ${seconds.toFixed(0)} s; ${checked} texts followed to their reader`,
  );
  if (cpu !== undefined) console.log(`server: ${(cpu / 1000).toFixed(1)} s of processor time`);
  if (growth !== undefined)
    console.log(`server: heap grown by ${(growth / 1024).toFixed(0)} KiB since it was warm`);
  console.log(failure ?? 'no crash, no fault, no leak; the others were served all the time');
}

async function fuzz({ frames, seed }: Options): Promise<void> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let interrupted = false;
  let told = 0;
  process.once('SIGINT', () => {
    interrupted = true;
  });
  const report = await new Fuzz({
    frames,
    seed,
    onProgress: (figures) => {
      if (process.stderr.isTTY || figures.frames - told >= frames / 20) {
        told = figures.frames;
        process.stderr.write(`${figures.frames} of ${frames} frames, ${seconds().toFixed(0)} s\n`);
      }
      return !interrupted;
    },
  }).run();
  tell(report, seconds());
  if (report.failure !== undefined) process.exitCode = 1;
  else if (interrupted) process.exitCode = INTERRUPTED;
}

new Command('fuzz')
  .description(
    'send frames grown out of cosp.ksy, mutated ones among them, to the reference server\n' +
      'Exit codes: 0 nothing found, 1 something found, 2 usage, 130 interrupted (with the figures so far).',
  )
  .option('--frames <number>', 'how many frames', wholeNumber, 1_000_000)
  .option('--seed <number>', 'makes the same frames again', wholeNumber, Date.now() % 1_000_000_000)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(fuzz)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
