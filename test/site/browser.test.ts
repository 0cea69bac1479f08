import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { writeSite } from '../../site/write-site';
import { seriousFindings } from '../pages/axe';
import { describePages } from '../pages/browser';
import { hostile } from '../pages/hostile';
import { madeResults } from '../pages/made-run';
import { pagesOf, plainSite, siteWith } from './support';

const PHONE = { viewport: { width: 360, height: 780 } };

describePages('the site in a browser', (pages) => {
  let folder = '';
  const plain = () => join(folder, 'plain');
  const coloured = () => join(folder, 'coloured');
  let names: string[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cosp-site-'));
    const { files } = plainSite();
    names = pagesOf(files).map(([name]) => name);
    writeSite(plain(), files);
    const results = madeResults({ scenarios: 120, failures: 6, blocked: 10 });
    writeSite(coloured(), siteWith([{ name: hostile(0), results, evidence: 'run-1.html' }]).files);
  });
  after(() => rmSync(folder, { recursive: true }));

  const open = (name: string, hash = '', options: BrowserContextOptions = {}): Promise<Page> =>
    pages.openFile(join(plain(), name), options, hash);
  const openColoured = (name: string, hash = '', options: BrowserContextOptions = {}): Promise<Page> =>
    pages.openFile(join(coloured(), name), options, hash);

  it('decodes what is pasted, frame by frame', async () => {
    const page = await open('decoder.html');
    await page.getByRole('radio', { name: 'from the server' }).check();
    await page.getByRole('radio', { name: 'registered', exact: true }).check();
    await page.locator('#hex').fill('0x00 00:05 00 03 626f62\n01 00 05');
    const frames = page.locator('.decoded li');
    assert.equal(await frames.count(), 2);
    assert.match(await frames.nth(0).innerText(), /server_response.*response 0 \(joined\) 5, 3 bytes "bob"/s);
    assert.match(await frames.nth(0).innerText(), /body\.pseudonym = "bob"/);
    assert.match(await frames.nth(1).innerText(), /response 1 \(left\) 5/);
    assert.match(page.url(), /#server_response:00000500 *03626f62010005$/);
  });

  it('says which character is wrong, and goes there', async () => {
    const page = await open('decoder.html');
    await page.locator('#hex').fill('00 05\n61 6l');
    const problem = page.getByRole('alert');
    assert.match(await problem.innerText(), /Line 2, character 5: "l" is no hexadecimal digit\./);
    assert.equal(await problem.locator('mark').innerText(), 'l');
    assert.equal(await page.locator('.decoded').count(), 0);
    await page.getByRole('button', { name: 'Select it' }).click();
    const place = await page.evaluate(
      '[document.activeElement.selectionStart, document.activeElement.selectionEnd]',
    );
    assert.deepEqual(place, [10, 11]);
  });

  it('opens the decoder where a link leads, and follows its examples', async () => {
    const page = await open('decoder.html', '#connection_reply:ff');
    assert.match(await page.locator('.decoded').innerText(), /pseudonym in use/);
    assert.ok(await page.getByRole('radio', { name: 'from the server' }).isChecked());
    await page.getByText('6 Private TCP connection', { exact: true }).last().click();
    await page.getByRole('link', { name: 'private-request-usual' }).click();
    assert.equal(await page.locator('#hex').inputValue(), '02 00 00 1e 61 00 02');
    assert.match(await page.locator('.decoded').innerText(), /request 2 \(private request\) to 2, port 7777/);
  });

  it('takes megabytes, which it leaves out of the address', async () => {
    const page = await open('decoder.html', '#client_request:00000161');
    await page.locator('#hex').fill('0000017a'.repeat(500_000));
    await page.getByText('2000000 bytes: 200 frames', { exact: false }).waitFor();
    assert.match(await page.locator('.decoded > .cut').innerText(), /1999200 bytes more, not shown/);
    assert.match(page.url(), /decoder\.html$/);
  });

  it('keeps hostile bytes text', async () => {
    const text = Buffer.from('<img src=x onerror="window.escaped=1">\u202e');
    const frame = Buffer.concat([Buffer.from([0, text.length]), text]);
    const page = await open('decoder.html', `#client_hello:${frame.toString('hex')}`);
    assert.match(await page.locator('.decoded').innerText(), /<img src=x onerror=/);
    assert.equal(await page.locator('.decoded img').count(), 0);
    assert.equal(await page.evaluate('window.escaped'), undefined);
  });

  it('finds everything, from the keyboard, from disk', async () => {
    const page = await open('3-roster.html');
    await page.keyboard.press('/');
    await page.keyboard.type('COSP-2.2-6');
    const found = page.locator('.search-panel a');
    await found.first().waitFor();
    assert.match(
      await found.first().innerText(),
      /COSP-2\.2-6 MUST.*requirement, 2\.2 The pseudonym is in use/s,
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/2-establishing-the-connection\.html#COSP-2\.2-6$/);
    await page.keyboard.press('/');
    await page.keyboard.type('zzzz');
    await page.getByText('Nothing found for "zzzz".').waitFor();
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('.search-panel').isHidden());
  });

  it('opens the scenario that a link leads to', async () => {
    const { site } = plainSite();
    const scenario = site.scenarios.find(({ requirement }) => requirement === 'COSP-3.2-1');
    assert.ok(scenario);
    const page = await open('3-roster.html');
    await page.keyboard.press('/');
    await page.keyboard.type(`${scenario.name} COSP-3.2-1`);
    const link = page.locator('.search-panel a', { hasText: 'scenario, COSP-3.2-1' }).first();
    await link.click();
    const target = page.locator('.scenario:target');
    await target.waitFor({ state: 'visible' });
    assert.match(await target.locator('.steps').innerText(), /Given/);
  });

  it('is a heat map with results: signs and words beside the colours, links to the evidence', async () => {
    const page = await openColoured('index.html');
    const failed = page.locator('.heat.verdict-fail');
    assert.equal(await failed.count(), 6);
    assert.match(await failed.first().innerText(), /COSP-1-\s*1.*✗.*MUST FAIL/s);
    assert.match(await page.getByLabel('Legend').innerText(), /FAIL\s+a MUST is broken/);
    const entry = page.locator('nav#menu a', { hasText: '1 Data and codes' });
    assert.match(await entry.innerText(), /✗.*6 requirements FAIL/s);
    assert.equal(await page.evaluate('window.escaped'), undefined);
    await failed.first().click();
    await page.locator('#COSP-1-1 h4').getByRole('link', { name: 'FAIL' }).click();
    await page.waitForURL(/run-1\.html#COSP-1-1$/);
  });

  it('is dark where the reader or the system wants it', async () => {
    const ground = async (page: Page): Promise<string> =>
      String(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'));
    const light = await ground(await open('index.html'));
    const dark = await open('index.html', '', { colorScheme: 'dark' });
    assert.notEqual(await ground(dark), light);
    await dark.getByRole('button', { name: 'Appearance' }).click();
    assert.equal(await ground(dark), light);
  });

  it('has its contents behind a button on a phone', async () => {
    const page = await open('index.html', '', PHONE);
    const contents = page.getByRole('navigation', { name: 'Contents' });
    assert.ok(await contents.isHidden());
    await page.getByRole('button', { name: 'Contents' }).click();
    await contents.getByRole('link', { name: '6.2 The addressee accepts' }).click();
    await page.waitForURL(/6-private-tcp-connection\.html#section-6\.2$/);
  });

  it('never scrolls sideways on a phone', async () => {
    const page = await openColoured('index.html', '', PHONE);
    for (const name of names) {
      await page.goto(pathToFileURL(join(coloured(), name)).href);
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, name);
    }
  });

  it('has nothing that axe finds serious', { timeout: 180_000 }, async () => {
    const both = ['index.html', 'decoder.html', '5-message-to-one-client.html'];
    for (const [colorScheme, looked] of [
      ['light', names],
      ['dark', both],
    ] as const) {
      for (const name of looked) {
        const page = await openColoured(name, '', { colorScheme });
        // All scenarios of a page at once would take axe minutes: the first of each page are like the rest.
        await page.evaluate(
          'for (const one of [...document.querySelectorAll("details")].slice(0, 3)) one.open = true',
        );
        assert.deepEqual(await seriousFindings(page), [], `${name}, ${colorScheme}`);
        await page.context().close();
      }
    }
  });
});
