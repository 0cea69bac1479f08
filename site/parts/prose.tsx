import type { JSX } from 'preact';
import type { ProsePage, Site } from '../model';
import { proseHtml } from '../prose/prose-html';

/** The prose of one page of the specification. */
export function Prose({ site, page }: { site: Site; page: ProsePage }): JSX.Element {
  // Made by markdown-it, which lets no HTML through, and by Preact.
  return <div class="prose" dangerouslySetInnerHTML={{ __html: proseHtml(site, page) }} />;
}
