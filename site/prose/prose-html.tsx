import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import { renderToString } from 'preact-render-to-string';
import type { ProsePage, Site } from '../model';
import { pageOf, sectionAnchor } from '../page-names';
import { Example } from '../parts/example';
import { FrameBoxes } from '../parts/frame-boxes';
import { RequirementReference } from '../parts/requirement-reference';
import { SectionMark } from '../parts/section-mark';
import { frameExample, layoutFor } from './frame-example';
import { slug } from './markdown';

const REFERENCE = /\[(COSP-[\d.]+-\d+)(?:,\s(\w+))?\]/;
const NUMBERED = /^(\d+(?:\.\d+)?) /;

interface Heading {
  readonly anchor: string;
  /** `2.1` of a section of the protocol. */
  readonly number?: string;
}

/** The prose of one page as HTML, with its frames drawn and its requirements linked. */
export function proseHtml(site: Site, page: ProsePage): string {
  return pageMarkdown(site).render(page.markdown);
}

function headingAt(tokens: readonly Token[], index: number): Heading {
  const text = tokens[index + 1]?.content ?? '';
  const number = NUMBERED.exec(text)?.[1];
  if (number === undefined) return { anchor: slug(text) };
  return { anchor: sectionAnchor(number), number };
}

type Markdown = InstanceType<typeof MarkdownIt>;

/** Markdown with what these pages add to it. */
function pageMarkdown(site: Site): Markdown {
  const markdown = new MarkdownIt('default', { html: false });
  const { rules } = markdown.renderer;
  rules.table_open = () => '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>';
  rules.table_close = () => '</table></div>\n';
  rules.link_open = (tokens, index, options, _env, self) => {
    const [token] = tokens.slice(index);
    const target = token?.attrGet('href');
    if (token && target) token.attrSet('href', String(target).replace(/^[\w.-]+\.md(?=#|$)/, pageOf));
    return self.renderToken(tokens, index, options);
  };
  addHeadings(markdown, site);
  addFrames(markdown, site);
  markdown.core.ruler.push('requirements', ({ tokens, Token: Made }) => {
    for (const token of tokens) {
      if (token.children) token.children = token.children.flatMap((child) => linked(site, child, Made));
    }
  });
  return markdown;
}

/** Each heading can be linked to; one of a section wears its verdicts. */
function addHeadings({ renderer: { rules } }: Markdown, site: Site): void {
  rules.heading_open = (tokens, index) => {
    const { anchor } = headingAt(tokens, index);
    const link = `<a class="anchor" href="#${anchor}" aria-label="Link to this section">#</a>`;
    return `<${tokens[index]?.tag} id="${anchor}">${link}`;
  };
  rules.heading_close = (tokens, index) => {
    const { number } = headingAt(tokens, index - 2);
    const mark = number === undefined ? '' : renderToString(<SectionMark site={site} section={number} />);
    return `${mark}</${tokens[index]?.tag}>\n`;
  };
}

/** A frame that is written out is decoded; before the first of its kind on the page its layout is drawn. */
function addFrames({ renderer: { rules } }: Markdown, site: Site): void {
  const drawn = new Set<string>();
  const plain = rules.fence;
  rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const example = token && frameExample(token.info, token.content);
    if (!example) {
      return String(plain?.(tokens, index, options, env, self)).replace(/^<pre/, '<pre tabindex="0"');
    }
    const layout = layoutFor(example, site.layouts);
    const isFirst = layout && !drawn.has(layout.name);
    if (isFirst) drawn.add(layout.name);
    const boxes = isFirst ? renderToString(<FrameBoxes layout={layout} />) : '';
    return boxes + renderToString(<Example example={example} />);
  };
}

/** A text with its `[COSP-2.1-1]` as links. */
function linked(site: Site, token: Token, Made: typeof Token): Token[] {
  if (token.type !== 'text') return [token];
  const parts = token.content.split(new RegExp(REFERENCE, 'g'));
  const made: Token[] = [];
  for (let index = 0; index < parts.length; index += 3) {
    const text = new Made('text', '', 0);
    text.content = parts[index] ?? '';
    made.push(text);
    const id = parts[index + 1];
    if (id === undefined) continue;
    const link = new Made('html_inline', '', 0);
    link.content = renderToString(<RequirementReference site={site} id={id} level={parts[index + 2]} />);
    made.push(link);
  }
  return made;
}
