import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { htmlReport } from '../../suite/report/html';
import { describePages } from './browser';
import { type Made, madeResults } from './made-run';

const MOST_BYTES = 3_000_000;
const LONGEST_MS = 1_000;

const RUNS: Readonly<Record<string, Made>> = {
  '300 scenarios with 50 failures': { scenarios: 300, failures: 50, blocked: 30 },
  '300 scenarios with 50 long failures on a hostile target': {
    scenarios: 300,
    failures: 50,
    entries: 300,
    isHostile: true,
  },
};

/**
 * Milliseconds until it is drawn, not only loaded: by the clock, and what its main thread worked, because other things
 * run on the machine at the same time.
 */
async function opened(page: Page, file: string): Promise<{ worked: number; took: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(file);
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
      }),
  );
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  return { worked: Math.round(seconds * 1000), took: Math.round(took) };
}

describePages('the weight of the report of a run', ({ open }) => {
  for (const [name, made] of Object.entries(RUNS)) {
    it(`${name}: under 3 MB, and there in under a second`, async (test) => {
      const html = htmlReport(madeResults(made));
      const bytes = Buffer.byteLength(html);
      const page = await open(html);
      const { worked, took } = await opened(page, page.url());
      test.diagnostic(`${bytes} bytes, drawn after ${worked} ms of work, ${took} ms by the clock`);
      assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
      assert.ok(worked < LONGEST_MS, `${worked} ms`);
    });
  }
});
