import assert from 'node:assert/strict';
import { it } from 'node:test';
import { htmlReport } from '../../suite/report/html';
import { seriousFindings } from './axe';
import { describePages } from './browser';
import { madeResults } from './made-run';

const FAILING = htmlReport(madeResults({ scenarios: 120, failures: 5, blocked: 10 }));
const PASSING = htmlReport(madeResults({ scenarios: 120 }));
const HOSTILE = htmlReport(madeResults({ scenarios: 120, failures: 8, blocked: 10, isHostile: true }));

const OPEN_ALL = 'for (const one of document.querySelectorAll("details")) one.open = true';

describePages('the report of a run, looked at', ({ open }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe finds serious, ${colorScheme}, with everything open`, async () => {
      for (const html of [FAILING, PASSING, HOSTILE]) {
        const page = await open(html, { colorScheme });
        await page.evaluate(OPEN_ALL);
        await page.waitForFunction(() => !document.querySelector('.digits'));
        assert.deepEqual(await seriousFindings(page), []);
      }
    });
  }

  it('is dark where the reader likes it dark, and as the button says', async () => {
    const page = await open(PASSING, { colorScheme: 'dark' });
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    const button = page.getByRole('button', { name: /^Appearance/ });
    await button.click();
    assert.equal(await button.innerText(), 'Appearance: light');
    const light = await ground();
    assert.notEqual(light, dark);
    await page.reload();
    assert.equal(await ground(), light);
    await button.click();
    assert.equal(await ground(), dark);
  });

  it('can be read without scripts', async () => {
    const page = await open(FAILING, { javaScriptEnabled: false });
    assert.ok(await page.getByRole('heading', { name: 'COSP server conformance' }).isVisible());
    assert.equal(await page.locator('.filters').isVisible(), false);
    assert.equal(await page.getByRole('button').count(), 0);
    const second = page.locator('.failure').nth(1);
    await second.locator('> summary').click();
    assert.ok(await second.getByText('no such frame').first().isVisible());
    assert.match(await second.locator('.frame-fields').innerText(), /body\.id_sender/);
    const frame = second.locator('.frame').first();
    await frame.locator('summary').click();
    assert.match(await frame.locator('.digits').innerText(), /^0005616c696365$/);
    assert.ok(await second.getByText('cosp test server').isVisible());
  });

  it('prints light, with the failures open and without what only a screen needs', async () => {
    const page = await open(FAILING, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.filters').isVisible(), false);
    assert.equal(await page.getByRole('button').count(), 0);
    const last = page.locator('.failure').last();
    assert.equal(await last.getAttribute('open'), null);
    assert.ok((await last.locator('.facts').boundingBox())?.height);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(29, 33, 39)');
  });

  it('opens the failures before it prints, where styles cannot, and closes them behind', async () => {
    const page = await open(FAILING);
    const opened = page.locator('.failure[open]');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.equal(await opened.count(), 5);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await opened.count(), 1);
  });

  it('fits a phone, whatever the target said', async () => {
    for (const html of [FAILING, HOSTILE]) {
      const page = await open(html, { viewport: { width: 360, height: 740 } });
      await page.evaluate(OPEN_ALL);
      await page.waitForFunction(() => !document.querySelector('.digits'));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    }
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open(FAILING);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
    const summary = page.locator('.failure > summary').nth(1);
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.failure').nth(1).getAttribute('open'), '');
  });
});
