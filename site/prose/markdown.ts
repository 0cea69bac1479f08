import MarkdownIt from 'markdown-it';

/** Prose of the specification: Markdown without HTML, links left as they are written. */
const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false });

/** One line of Markdown as HTML, such as a sentence with `code` in it. */
export function inlineHtml(text: string): string {
  return markdown.renderInline(text);
}

/** A heading's own part of an address: `the-life-of-a-connection`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
