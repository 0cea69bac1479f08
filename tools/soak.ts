/** Puts the reference server under load for minutes, accounts for every frame, and looks whether its memory is flat. */
import { Command, InvalidArgumentError } from 'commander';
import { memoryTrends, type Trend } from './soak/memory';
import { Soak } from './soak/soak';

const MINUTE = 60_000;
const MIB = 1024 * 1024;
const INTERRUPTED = 130;
/** So many looks, and at most one each two seconds. */
const LOOKS = 40;
const SHORTEST_BETWEEN_LOOKS = 2_000;
const FEWEST_LOOKS = 4;

interface Options {
  readonly minutes: number;
  readonly residents: number;
  readonly visitors: number;
}

function number(lowest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= lowest) return value;
    throw new InvalidArgumentError(`A number of at least ${lowest} is needed.`);
  };
}

const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
const trend = ({ first, last, rise }: Trend): string =>
  `${mib(first)} at first, ${mib(last)} at last, a line through all rises by ${mib(rise)}`;

function tellProgress({ ledger, sights }: Soak, seconds: number): void {
  const memory = sights.at(-1)?.memory;
  const held = memory
    ? `heap ${mib(memory.heap + memory.external)}, resident ${mib(memory.resident)}`
    : 'all have joined';
  process.stderr.write(`${seconds.toFixed(0)} s: ${ledger.deliveries} messages checked, ${held}\n`);
}

/** @returns whether all was right. */
function tellReport(soak: Soak, seconds: number, { residents, visitors }: Options): boolean {
  const { ledger, delays, sights } = soak;
  const { broadcasts, directs, absents } = ledger.totals;
  const { heap, resident, verdict } = memoryTrends(sights);
  const highest = (of: 'p50' | 'p99' | 'max'): string =>
    Math.max(0, ...delays.map((delay) => delay[of])).toFixed(0);
  const cpu = (sights.at(-1)?.cpu ?? 0) / 1000;
  console.log(`${seconds.toFixed(0)} s, ${residents} clients that stay and ${visitors} that come and go
sent: ${broadcasts} messages to everybody, ${directs} to one (${absents} absent)
came, each checked: ${ledger.deliveries} messages, ${(ledger.deliveries / seconds).toFixed(0)} a second
joins: ${soak.joins}; resets: ${soak.resets}
private connections: ${soak.privateConnections}, ${mib(soak.privateBytes)}
server: ${cpu.toFixed(0)} s of processor time
event loop, worst of ${delays.length} stretches: p50 ${highest('p50')} ms, p99 ${highest('p99')} ms, max ${highest('max')} ms late (10 ms are its clock's)
heap: ${trend(heap)}
resident: ${trend(resident)}`);
  for (const blame of ledger.blames) console.log(`WRONG: ${blame}`);
  if (verdict !== undefined) console.log(`WRONG: ${verdict}`);
  const isRight = ledger.blames.length === 0 && verdict === undefined;
  if (isRight) console.log('nothing lost, nothing twice, nothing out of order; memory is flat');
  return isRight;
}

async function soak(options: Options): Promise<void> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  const duration = options.minutes * MINUTE;
  const looks = Math.max(FEWEST_LOOKS, Math.min(LOOKS, Math.floor(duration / SHORTEST_BETWEEN_LOOKS)));
  const onLook = (running: Soak): void => tellProgress(running, seconds());
  const { residents, visitors } = options;
  const interrupted = interruption.signal;
  const done = await Soak.run({ duration, residents, visitors, looks, interrupted, onLook });
  if (!tellReport(done, seconds(), options)) process.exitCode = 1;
  else if (interrupted.aborted) process.exitCode = INTERRUPTED;
}

new Command('soak')
  .description(
    'put the reference server under load, account for every message, and look whether its memory is flat\n' +
      'Exit codes: 0 all is right, 1 something is wrong, 2 usage, 130 interrupted (with the figures so far).',
  )
  .option('--minutes <number>', 'how long', number(0.05), 10)
  .option('--residents <number>', 'clients that stay', number(4), 30)
  .option('--visitors <number>', 'clients that come and go', number(1), 10)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(soak)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
