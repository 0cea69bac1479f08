import { Buffer } from 'node:buffer'; // the global one is a getter, which costs more than the allocation

/** What is handed to a socket at once: enough to be cheap, little enough to see that a slow reader still reads. */
export const BATCH_BYTES = 256 * 1024;
/** From here on a batch is made in the memory that all share; below it new memory costs less than it can hold back. */
const LARGE_BYTES = 64 * 1024;

/** Most writes have ended when they return, and the next batch, for whichever client, is made in the same memory. */
let memory: Buffer | undefined;

/**
 * Copies frames together: that costs less than a long vector of them in the kernel.
 * @param bytes how many they are, at most {@link BATCH_BYTES}.
 * @returns memory that is written over by the next batch, unless it is given away.
 */
export function batchOf(frames: readonly Buffer[], bytes: number): Buffer {
  if (bytes < LARGE_BYTES) return Buffer.concat(frames, bytes);
  memory ??= Buffer.allocUnsafeSlow(BATCH_BYTES);
  let at = 0;
  for (const frame of frames) {
    memory.set(frame, at);
    at += frame.length;
  }
  return memory.subarray(0, bytes);
}

/** What was just written, a batch it may be, is still being sent: the next batch gets memory of its own. */
export function giveAway(): void {
  memory = undefined;
}
