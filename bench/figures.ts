import type { Sample } from './measure';
import type { Scenario } from './scenarios';

/** What one measurement says. */
export interface Figures {
  /** Million deliveries/s, MB/s, joins/s, KiB for each client, or the median of the latency in microseconds. */
  readonly rate: number;
  /** What came for each second of the server's CPU; ratios compare these. Missing where it says nothing. */
  readonly perCpuSecond?: number;
  /** Share of a core, 0 to 1, that the server and the load generator were busy. */
  readonly serverShare: number;
  readonly loadShare: number;
  /** Latencies in microseconds. */
  readonly p50?: number;
  readonly p99?: number;
  readonly p999?: number;
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function amountOf({ kind }: Scenario, sample: Sample): number {
  if (kind === 'joins') return sample.joins ?? 0;
  if (kind === 'relay') return (sample.bytes ?? 0) / 1e6;
  return (sample.deliveries ?? 0) / 1e6;
}

/** What a sample says of a server. */
export function figuresOf(scenario: Scenario, sample: Sample): Figures {
  const shares = {
    serverShare: sample.serverCpu / sample.seconds,
    loadShare: sample.loadCpu / sample.seconds,
  };
  if (scenario.kind === 'idle') {
    const { before = 0, after = 0, clients = 1 } = sample;
    return { rate: (after - before) / clients, ...shares };
  }
  if (scenario.kind === 'latency') {
    const { p50 = 0, p99, p999 } = sample;
    return { rate: p50, p50, p99, p999, ...shares };
  }
  const amount = amountOf(scenario, sample);
  const rate = amount / sample.seconds;
  // The system counts CPU time in hundredths of a second; a server that does nearly nothing has used none.
  return sample.serverCpu > 0
    ? { rate, perCpuSecond: amount / sample.serverCpu, ...shares }
    : { rate, ...shares };
}

/** The median of each figure. */
export function medianFigures(all: readonly Figures[]): Figures {
  const middle = (pick: (one: Figures) => number | undefined): number | undefined => {
    const values = all.map(pick).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : median(values);
  };
  return {
    rate: middle(({ rate }) => rate) ?? Number.NaN,
    perCpuSecond: middle(({ perCpuSecond }) => perCpuSecond),
    serverShare: middle(({ serverShare }) => serverShare) ?? Number.NaN,
    loadShare: middle(({ loadShare }) => loadShare) ?? Number.NaN,
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    p999: middle(({ p999 }) => p999),
  };
}
