import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fuzz } from '../../../tools/fuzz/fuzz';

const FRAMES = 1_000_000;
const SEED = 2_026;

test('a million frames of the grammar, some mutated: no crash, no leak, the others are served (COSP-7-1, COSP-7-4)', {
  timeout: 600_000,
}, async (context) => {
  const report = await new Fuzz({ frames: FRAMES, seed: SEED, onProgress: () => true }).run();
  const { frames, mutated, connections, checked, cpu, growth, failure } = report;
  assert.equal(failure, undefined);
  // It has sent what it says, and looked at what came.
  assert.ok(frames >= FRAMES && mutated > frames / 1_000 && checked > frames / 50 && growth !== undefined);
  context.diagnostic(
    `${frames} frames, ${mutated} mutated, ${connections} connections, ${checked} texts followed, ` +
      `${cpu?.toFixed(0)} ms CPU of the server, heap grown by ${growth} bytes`,
  );
});
