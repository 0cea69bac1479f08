import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Nothing that the browser does by itself may stand between a test and its page. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A browser that opens pages as their readers do: as files, from disk. */
export interface Pages {
  /** Opens the page, at a place or filter when `hash` (with its `#`) names one. */
  open(html: string, options?: BrowserContextOptions, hash?: string): Promise<Page>;
  /** Opens a file that is there already. */
  openFile(file: string, options?: BrowserContextOptions, hash?: string): Promise<Page>;
}

/**
 * Tests in Debian's Chromium, or another one that the environment variable CHROMIUM names; one browser for them all.
 * Where there is none they are skipped; in CI that is a failure.
 */
export function describePages(name: string, tests: (pages: Pages) => void): void {
  const missing = existsSync(CHROMIUM)
    ? undefined
    : `no Chromium at ${CHROMIUM} (CHROMIUM names another one)`;
  const skip = missing !== undefined && !process.env.CI ? missing : false;
  describe(name, { skip }, () => {
    let browser: Browser | undefined;
    let folder = '';
    before(async () => {
      if (missing !== undefined) throw new Error(missing);
      folder = mkdtempSync(join(tmpdir(), 'cosp-pages-'));
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    });
    after(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });
    let written = 0;
    const openFile: Pages['openFile'] = async (file, options, hash = '') => {
      if (!browser) throw new Error('the browser is not started yet');
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href + hash);
      return page;
    };
    const open: Pages['open'] = (html, options, hash) => {
      const file = join(folder, `${++written}.html`);
      writeFileSync(file, html);
      return openFile(file, options, hash);
    };
    tests({ open, openFile });
  });
}
