import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const GENERATED = join(__dirname, '..', 'generated');

/** A style sheet or a script as it is put into a page, with the hash by which the page's policy allows it. */
export interface Asset {
  readonly text: string;
  /** As a source of a Content-Security-Policy: `'sha256-…'`. */
  readonly source: string;
}

/** A text as an asset. @throws Error when it would end the element that it is put into. */
export function assetOf(text: string): Asset {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error('an asset would end its own element');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/**
 * A style sheet or script that `npm run build` made.
 * @param name `page.css`, `report.js`
 * @param folder where it was put; the reports' own unless told.
 */
export function builtAsset(name: string, folder = GENERATED): Asset {
  return assetOf(readFileSync(join(folder, name), 'utf8'));
}
