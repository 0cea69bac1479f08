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

/** Other work on the machine only ever adds to what a page takes: the least of so many openings is the page's own. */
const OPENINGS = 3;

/** What the machine is measured by: a page of 1,500 folded lines, and the most that it takes where a second is asked for. */
const PLAIN = `<!doctype html><title>plain</title>${'<details><summary>a line</summary>more</details>'.repeat(1_500)}`;
const PLAIN_MS = 400;

/** Opens a page again; returns the milliseconds that its main thread worked until it was drawn, not only loaded. */
async function workToDraw(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await worked();
  await page.reload();
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
  const took = (await worked()) - before;
  await session.detach();
  return Math.round(took);
}

describePages('the weight of the report of a run', ({ open }) => {
  for (const [name, made] of Object.entries(RUNS)) {
    it(`${name}: under 3 MB, and there in under a second`, async (test) => {
      const html = htmlReport(madeResults(made));
      const bytes = Buffer.byteLength(html);
      assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
      const [page, plain] = [await open(html), await open(PLAIN)];
      const [works, plainWorks]: [number[], number[]] = [[], []];
      for (let opening = 0; opening < OPENINGS; opening++) {
        works.push(await workToDraw(page));
        plainWorks.push(await workToDraw(plain));
      }
      const told = `drawn after ${works.join(', ')} ms of work, a plain page after ${plainWorks.join(', ')}`;
      test.diagnostic(`${bytes} bytes, ${told}`);
      const slower = Math.max(1, Math.min(...plainWorks) / PLAIN_MS);
      assert.ok(Math.min(...works) < LONGEST_MS * slower, told);
    });
  }
});
