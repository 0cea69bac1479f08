import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { htmlReport } from '../../suite/report/html';
import { describePages } from './browser';
import { madeResults } from './made-run';

const RESULTS = madeResults({ scenarios: 120, failures: 4, blocked: 10 });
const HTML = htmlReport(RESULTS);

const ROWS = '.requirement li[data-verdict]';
const shownRows = (page: Page): Promise<number> => page.locator(`${ROWS}:not([hidden])`).count();
const status = (page: Page): Promise<string | null> => page.locator('.filters [role=status]').textContent();

describePages('the report of a run, used', ({ open }) => {
  it('filters by verdict, section and text, says how many are left, and keeps it in the address', async () => {
    const page = await open(HTML);
    assert.equal(await status(page), '120 scenarios');
    await page.getByRole('checkbox', { name: 'FAIL' }).check();
    assert.equal(await shownRows(page), 4);
    assert.equal(await status(page), '4 of 120 scenarios shown');
    assert.equal(await page.locator('.failure:visible').count(), 4);
    assert.equal(await page.getByRole('heading', { name: 'Not judged' }).isVisible(), false);
    await page.getByRole('checkbox', { name: 'BLOCKED' }).check();
    assert.equal(await shownRows(page), 14);
    await page.getByLabel('Section').selectOption('2');
    const inSection = RESULTS.scenarios.filter(
      ({ requirement, verdict }) => /^COSP-2-/.test(requirement) && ['FAIL', 'BLOCKED'].includes(verdict),
    );
    assert.equal(await shownRows(page), inSection.length);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => location.hash === '');
    assert.equal(await status(page), '120 scenarios');
    await page.getByLabel('Text').fill('Number 11');
    // 11, and 110 to 119.
    assert.equal(await shownRows(page), 11);
    assert.equal(new URL(page.url()).hash, '#?text=number+11');
  });

  it('shows what the filter in its address says', async () => {
    const page = await open(HTML, {}, '#?verdict=FAIL&text=number+2');
    assert.equal(await shownRows(page), 1);
    assert.ok(await page.getByRole('checkbox', { name: 'FAIL' }).isChecked());
    await page.evaluate(() => {
      location.hash = '#?section=3.1';
    });
    await page.waitForFunction(() => !document.querySelector<HTMLInputElement>('[name=verdict]')?.checked);
    const own = RESULTS.scenarios.filter(({ requirement }) => requirement.startsWith('COSP-3.1-'));
    assert.equal(await shownRows(page), own.length);
  });

  it('opens the scenario, requirement or section that its address names, also one that a filter hides', async () => {
    const failing = RESULTS.scenarios[3];
    assert.ok(failing);
    const page = await open(HTML, {}, `#${failing.id}`);
    const failure = page.locator(`[id="${failing.id}"]`);
    assert.ok(await failure.getByText('Replay', { exact: true }).isVisible());
    await page.getByRole('checkbox', { name: 'PASS' }).check();
    assert.equal(await failure.isVisible(), false);
    await page.evaluate((id) => {
      location.hash = `#${id}`;
    }, failing.id);
    await failure.waitFor({ state: 'visible' });
    for (const id of ['COSP-3.2-1', 'section-6.2', RESULTS.scenarios[100]?.id ?? '']) {
      await page.evaluate((place) => {
        location.hash = `#${place}`;
      }, id);
      await page.locator(`[id="${id}"]`).waitFor({ state: 'visible' });
    }
  });

  it('has no link that leads nowhere, and no id twice', async () => {
    const page = await open(HTML);
    const { dead, twice } = await page.evaluate(() => {
      const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
      const links = Array.from(document.querySelectorAll('a'), ({ hash }) =>
        decodeURIComponent(hash.slice(1)),
      );
      return {
        dead: links.filter((id) => !ids.includes(id)),
        twice: ids.filter((id, index) => ids.indexOf(id) !== index),
      };
    });
    assert.deepEqual(dead, []);
    assert.deepEqual(twice, []);
  });

  it('explains a frame field by field when it is opened, and says where it was cut', async () => {
    const page = await open(HTML);
    const failure = page.locator('.failure').first();
    const frame = failure.locator('.frame', { hasText: 'pseudonym, 5 bytes "alice"' });
    assert.equal(await frame.locator('table').count(), 0);
    await frame.locator('summary').click();
    await frame.locator('table').waitFor();
    assert.match(
      (await frame.innerText()).replace(/\s+/g, ' '),
      /0 00 05 len_pseudonym = 5 .* 2 61 6c 69 63 65 pseudonym = "alice"/,
    );
    const raw = failure.locator('.frame', { hasText: '3 bytes' }).first();
    await raw.locator('summary').click();
    await raw.locator('table').waitFor();
    assert.match((await raw.innerText()).replace(/\s+/g, ' '), /0 0a 0b 0c/);
  });

  it('marks the first wrong byte and the entry that the failure is about', async () => {
    const page = await open(HTML);
    const failure = page.locator('.failure').first();
    assert.equal(await failure.locator('.frame-fields mark').first().innerText(), '00');
    assert.match(await failure.locator('.offending').innerText(), /← this one/);
  });

  it('folds the middle of a long conversation', async () => {
    const page = await open(HTML);
    const folded = page.locator('.failure').first().locator('.folded').first();
    const inside = folded.locator('li').first();
    assert.equal(await inside.isVisible(), false);
    await folded.locator('> summary').click();
    assert.ok(await inside.isVisible());
  });

  it('copies the replay line', async () => {
    const page = await open(HTML, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy the line' }).first().click();
    await page.getByText('Copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), RESULTS.scenarios[0]?.replay);
  });
});
