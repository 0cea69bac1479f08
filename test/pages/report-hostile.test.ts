import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { htmlReport } from '../../suite/report/html';
import { describePages } from './browser';
import { madeResults } from './made-run';

const SIZE = { scenarios: 60, failures: 16, blocked: 8 };
const HOSTILE = htmlReport(madeResults({ ...SIZE, isHostile: true }));

/** What an attack could bring: elements that run, load or take in, and attributes that do. */
const DANGEROUS =
  'script, img, iframe, object, embed, link, base, svg [onload], textarea, title, style, form, meta';

function dangerous(page: Page): Promise<number> {
  return page.locator(DANGEROUS).count();
}

function handlers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('*'))
      .flatMap(({ attributes }) => Array.from(attributes, ({ name, value }) => `${name}=${value}`))
      .filter((attribute) => /^on|^(href|src|action)=\s*javascript:|^style=|^srcdoc=/i.test(attribute)),
  );
}

const escaped = (page: Page): Promise<unknown> => page.evaluate('window.escaped');

describePages('the report of a run on a hostile target', ({ open }) => {
  it('shows attacks as text: nothing runs, no element escapes, nothing is fetched', async () => {
    const harmless = await open(htmlReport(madeResults(SIZE)));
    const page = await open(HOSTILE);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    assert.equal(await dangerous(page), await dangerous(harmless));
    assert.deepEqual(await handlers(page), []);
    assert.equal(await page.locator('.failure').count(), SIZE.failures);
    assert.equal(await page.locator('main').count(), 1);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.waitForFunction(() => !document.querySelector('.digits'));
    assert.equal(await dangerous(page), await dangerous(harmless));
    assert.deepEqual(await handlers(page), []);
    assert.equal(await escaped(page), undefined);
    assert.deepEqual(asked, []);
  });

  it('shows what steers or hides as marks, and says how much of a long text is left out', async () => {
    const page = await open(HOSTILE);
    const text = await page.evaluate(() => document.querySelector('main')?.textContent ?? '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    const left = /[\0\x07\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200f\ufeff\u3164]/.exec(text);
    assert.equal(left, null);
    const marks = await page.locator('.steers').allTextContents();
    for (const mark of ['\\u{202e}', '\\0', '\\u{1b}', '\\u{d800}', '\\u{3164}'])
      assert.ok(marks.includes(mark), mark);
    assert.match(text, /… \d+ more characters/);
  });

  it('keeps the attack out of the filter and its address', async () => {
    const page = await open(
      HOSTILE,
      {},
      '#?text=%3Cimg%20src%3Dx%20onerror%3D%22window.escaped%3D1%22%3E&section=%3Cscript%3E',
    );
    assert.equal(await escaped(page), undefined);
    assert.equal(await page.getByLabel('Text').inputValue(), '<img src=x onerror="window.escaped=1">');
    assert.ok((await page.locator('.requirement li:not([hidden])').count()) > 0);
  });

  it('runs no script that got in after all', async () => {
    const page = await open(HOSTILE);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.escaped = 1';
      const image = document.createElement('div');
      image.innerHTML = '<img src="x:" onerror="window.escaped = 1">';
      document.body.append(script, image);
      return new Promise((resolve) => {
        image.querySelector('img')?.addEventListener('error', resolve);
      });
    });
    assert.equal(await escaped(page), undefined);
  });
});
