import type { Sight } from '../support/observed';

const MIB = 1024 * 1024;
/** What fluctuates anyway, in bytes. */
const HEAP_NOISE = MIB;
const RESIDENT_NOISE = 24 * MIB;
/** Part of the samples at the beginning in which the server gets warm. */
const WARM_UP = 0.25;

/** How something has changed over the run. */
export interface Trend {
  readonly first: number;
  readonly last: number;
  /** The line through all samples: how much higher it is in the end than in the beginning. */
  readonly rise: number;
}

/** Trends of the memory that is in use after garbage was collected. */
export interface MemoryTrends {
  readonly heap: Trend;
  readonly resident: Trend;
  /** What is not flat; undefined when all is. */
  readonly verdict: string | undefined;
}

/** The least-squares line through samples at equal distances. */
export function trendOf(samples: readonly number[]): Trend {
  const count = samples.length;
  const middle = (count - 1) / 2;
  const mean = samples.reduce((sum, value) => sum + value, 0) / count;
  let [both, squares] = [0, 0];
  for (const [at, value] of samples.entries()) {
    both += (at - middle) * (value - mean);
    squares += (at - middle) ** 2;
  }
  const slope = squares === 0 ? 0 : both / squares;
  return { first: samples[0] ?? 0, last: samples.at(-1) ?? 0, rise: slope * (count - 1) };
}

/** Looks whether memory is flat, the warm-up left out. */
export function memoryTrends(sights: readonly Sight[]): MemoryTrends {
  const warm = sights.slice(Math.floor(sights.length * WARM_UP));
  const heap = trendOf(warm.map(({ memory }) => memory.heap + memory.external));
  const resident = trendOf(warm.map(({ memory }) => memory.resident));
  const rising = [];
  if (heap.rise > HEAP_NOISE) rising.push(`the heap rises by ${heap.rise.toFixed(0)} bytes`);
  if (resident.rise > RESIDENT_NOISE)
    rising.push(`resident memory rises by ${resident.rise.toFixed(0)} bytes`);
  return { heap, resident, verdict: rising.length > 0 ? rising.join(', ') : undefined };
}
