import assert from 'node:assert/strict';
import { loadSite, type Run, type Site } from '../../site/model';
import { renderSite } from '../../site/render-site';

let plain: { site: Site; files: Map<string, string> } | undefined;

/** The site as it is without results; rendered once. */
export function plainSite(): { site: Site; files: Map<string, string> } {
  plain ??= siteWith([]);
  return plain;
}

/** The site with these runs. */
export function siteWith(runs: readonly Run[]): { site: Site; files: Map<string, string> } {
  const site = loadSite(runs);
  return { site, files: renderSite(site) };
}

/** Every page's name and HTML. */
export function pagesOf(files: ReadonlyMap<string, string>): [string, string][] {
  return [...files].filter(([name]) => name.endsWith('.html'));
}

/** All ids on a page, in its order. */
export function idsOf(html: string): string[] {
  return [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);
}

/** A page without what stands in its styles and scripts, which are the build's own. */
export function markupOf(html: string): string {
  return html.replace(/<(style|script)>.*?<\/\1>/gs, '');
}

/** Fails when a text matches, and shows what matched rather than the text. */
export function assertNone(text: string, pattern: RegExp, where: string): void {
  assert.deepEqual(text.match(pattern)?.[0] ?? '', '', where);
}
