import { sectionOf } from '../../spec';
import { pageOfSection, requirementLink } from '../links';
import type { ProsePage, Site } from '../model';
import { choiceAnchor, PAGES, pageOf, scenarioAnchor, sectionAnchor } from '../page-names';
import { titleOf } from '../parts/frame-boxes';
import { slug } from '../prose/markdown';
import type { SearchDocument } from './document';

/** All that can be found: requirements, the prose by its headings, choices, frames, vectors and scenarios. */
export function searchDocuments(site: Site): SearchDocument[] {
  const sectionName = (number: string): string => {
    const section = site.sections.find((one) => one.number === number);
    return section ? `${number} ${section.title}` : number;
  };
  return [
    ...site.requirements.map(({ id, level, statement }) => ({
      kind: 'requirement',
      title: `${id} ${level}`,
      text: statement,
      section: sectionName(sectionOf(id)),
      href: requirementLink(id),
    })),
    ...site.prose.flatMap(proseDocuments),
    ...site.choices.map((choice) => ({
      kind: 'choice',
      title: choice.question,
      text: choice.options.map(({ name, meaning }) => `${name}: ${meaning}`).join(' '),
      section: sectionName(sectionOf(choice.id)),
      href: `${pageOfSection(sectionOf(choice.id))}#${choiceAnchor(choice)}`,
    })),
    ...site.layouts.map((layout) => ({
      kind: 'frame',
      title: titleOf(layout),
      text: layout.doc,
      section: 'Frames',
      href: `${PAGES.frames}#${layout.name}`,
    })),
    ...site.vectors.map(({ id, says, section }) => ({
      kind: 'vector',
      title: id,
      text: says,
      section: `Vectors, section ${section}`,
      href: `${PAGES.vectors}#${id}`,
    })),
    ...site.scenarios.map((scenario) => ({
      kind: 'scenario',
      title: scenario.name,
      text: scenario.steps.map(({ text }) => text).join('; '),
      section: `${scenario.requirement}, for a ${scenario.role}`,
      href: `${pageOfSection(sectionOf(scenario.requirement))}#${scenarioAnchor(scenario)}`,
    })),
  ];
}

const HEADING = /^#{1,3} (?:(\d+(?:\.\d+)?) )?(.+)$/;

/** A page's prose, cut at its headings. */
function proseDocuments({ file, number, title, markdown }: ProsePage): SearchDocument[] {
  const found: { -readonly [key in keyof SearchDocument]: SearchDocument[key] }[] = [];
  for (const line of markdown.split('\n')) {
    const [heading, own, words = ''] = HEADING.exec(line) ?? [];
    if (heading === undefined) {
      const last = found.at(-1);
      if (last) last.text = `${last.text} ${plainText(line)}`.trim();
      continue;
    }
    const anchor = own === undefined ? slug(words) : sectionAnchor(own);
    const full = own === undefined ? words : `${own} ${words}`;
    const href = `${pageOf(file)}#${anchor}`;
    found.push({ kind: 'section', title: full, text: '', section: `${number} ${title}`, href });
  }
  return found;
}

/** Without the marks of Markdown. */
function plainText(line: string): string {
  return line
    .replace(/^\s*(?:-|\d+\.) /, '')
    .replace(/\[([^\]]+)\](?:\([^)]*\))?/g, '$1')
    .replace(/[`*_|]|-{3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
