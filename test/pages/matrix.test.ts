import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { serialise } from '../../suite/report/json-report';
import { reportCommand } from '../../suite/report/report-command';
import { resultsOf } from '../../suite/results/results-of';
import { HOSTILE, hostileResults, TOOL } from '../suite/fixtures/hostile';
import { resultOf } from '../suite/fixtures/run-result';
import { scenario } from '../suite/fixtures/scenarios';
import { seriousFindings } from './axe';
import { describePages } from './browser';

const good = resultsOf(
  resultOf([
    [
      scenario('COSP-1-1', 1),
      scenario('COSP-2-1', 1),
      scenario('COSP-4-1', 1, { choices: [{ id: 'COSP-4-1', option: 'blue' }] }),
    ],
  ]),
  TOOL,
);

describePages('the matrix', ({ openFile }) => {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-matrix-'));
  const file = join(folder, 'm.html');
  before(async () => {
    writeFileSync(join(folder, 'good.json'), serialise(good));
    writeFileSync(join(folder, 'hostile.json'), serialise(hostileResults()));
    const runs = [
      join(folder, 'good.json'),
      `${HOSTILE.replaceAll('=', '-')}=${join(folder, 'hostile.json')}`,
    ];
    await reportCommand().parseAsync(['matrix', ...runs, '--html', file], { from: 'user' });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has the runs side by side, and what a target is called is only text', async () => {
    const page = await openFile(file);
    assert.equal(await page.locator('thead').first().locator('th').count(), 3);
    assert.deepEqual(await page.locator('tr[id="COSP-1-1"] .verdict').allInnerTexts(), ['✓ PASS', '✗ FAIL']);
    assert.equal(await page.locator('main script, img, iframe').count(), 0);
    assert.match(await page.locator('thead').first().innerText(), /<script>alert\(1\)/);
  });

  it('shows only where they differ', async () => {
    const page = await openFile(file);
    const rows = page.locator('tr[id]:visible');
    assert.equal(await rows.count(), 5);
    await page.getByLabel('Only where they differ').check();
    assert.deepEqual(await rows.evaluateAll((all) => all.map(({ id }) => id)), [
      'COSP-1-1',
      'COSP-2-1',
      'COSP-4-1',
    ]);
  });

  it("opens a run's evidence", async () => {
    const page = await openFile(file);
    await page.locator('tr[id="COSP-1-1"]').getByRole('link', { name: 'FAIL' }).click();
    await page.waitForURL(/m-runs\/.*\.html#COSP-1-1$/);
    assert.equal(await page.locator('[id="COSP-1-1"]').isVisible(), true);
    assert.equal(await page.locator('[id="COSP-1-1"]').getAttribute('open'), '');
  });

  it('has nothing serious for axe to find, light, dark and narrow', async () => {
    for (const options of [{}, { colorScheme: 'dark' as const }, { viewport: { width: 390, height: 800 } }]) {
      const page = await openFile(file, options);
      assert.deepEqual(await seriousFindings(page), []);
    }
  });

  it('is no wider than a phone: only its tables scroll', async () => {
    const page = await openFile(file, { viewport: { width: 390, height: 800 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  });
});
