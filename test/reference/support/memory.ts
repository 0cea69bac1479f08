import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Collects all that nobody holds, at once. */
export const collectGarbage = runInNewContext('gc') as () => void;

/** How long the memory of buffers that nobody holds may take to be given back, in milliseconds: another thread does it. */
const LONGEST_SWEEP = 5_000;

/** What buffers take, in bytes, as soon as it is below `limit`; or what they still take after 5 s. */
export async function buffersBelow(limit: number): Promise<number> {
  const end = performance.now() + LONGEST_SWEEP;
  for (;;) {
    collectGarbage();
    const { arrayBuffers } = process.memoryUsage();
    if (arrayBuffers < limit || performance.now() > end) return arrayBuffers;
    await setImmediate();
  }
}
