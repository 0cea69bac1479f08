import type { JSX } from 'preact';
import { inlineHtml } from '../prose/markdown';

/** One line of the specification's Markdown, such as a sentence with `code` in it. */
export function InlineProse({ text }: { text: string }): JSX.Element {
  // Made by markdown-it, which lets no HTML through.
  return <span dangerouslySetInnerHTML={{ __html: inlineHtml(text) }} />;
}
