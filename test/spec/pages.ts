import { compareSections, type Requirement, type Section, sectionOf } from '../../spec';

/** A page of the specification: its file's name and its Markdown. */
export interface Page {
  name: string;
  text: string;
}

// The id in square brackets behind the sentence that it belongs to; other mentions have no brackets.
const STATEMENT_MARK = /\[(COSP-[\d.]+-\d+)(?:,\s(\w+))?\]/g;
const MENTION = /COSP-\d+(?:\.\d+)*-\d+/g;
const HEADING = /^##? (\d+(?:\.\d+)?) (.+)$/gm;

/**
 * Compares the pages with the requirements: each id marks one sentence, on its section's page and with its level;
 * no page names an id that there is not; headings and section titles are the same.
 *
 * @returns what is wrong, empty when nothing is.
 */
export function checkPages(
  pages: readonly Page[],
  requirements: readonly Requirement[],
  sections: readonly Section[],
): string[] {
  return [
    ...checkMentions(pages, requirements),
    ...requirements.flatMap((requirement) => checkMark(pages, requirement, sections)),
    ...checkHeadings(pages, sections),
  ];
}

function checkMentions(pages: readonly Page[], requirements: readonly Requirement[]): string[] {
  const known = new Set(requirements.map(({ id }) => id));
  return pages.flatMap(({ name, text }) =>
    [...text.matchAll(MENTION)]
      .filter(([id]) => !known.has(id))
      .map(([id]) => `${name} names ${id}, which no requirement has as its id`),
  );
}

function checkMark(
  pages: readonly Page[],
  { id, level }: Requirement,
  sections: readonly Section[],
): string[] {
  const marks = pages.flatMap(({ name, text }) =>
    // The overview explains the marks, with real ids as examples.
    name.startsWith('0-')
      ? []
      : [...text.matchAll(STATEMENT_MARK)]
          .filter((mark) => mark[1] === id)
          .map((mark) => ({ name, level: mark[2] })),
  );
  const [mark, second] = marks;
  if (mark === undefined || second !== undefined) {
    return [`${id} marks ${marks.length} sentences, not one`];
  }
  const page = sections.find(({ number }) => number === sectionOf(id))?.page;
  const expected = level === 'MUST' ? undefined : level.toLowerCase();
  return [
    ...(mark.name === page ? [] : [`${id} stands on ${mark.name}, not on ${page}`]),
    ...(mark.level === expected ? [] : [`${id} is marked as ${mark.level ?? 'must'}, and is a ${level}`]),
  ];
}

function checkHeadings(pages: readonly Page[], sections: readonly Section[]): string[] {
  const headings = pages
    .filter(({ name }) => !name.startsWith('0-'))
    .flatMap(({ name, text }) =>
      [...text.matchAll(HEADING)].map(([, number = '', title = '']) => ({ number, title, page: name })),
    )
    .sort((a, b) => compareSections(a.number, b.number));
  const shown = (section: Section): string => `${section.page}: ${section.number} ${section.title}`;
  const [ofPages, ofData] = [headings.map(shown), sections.map(shown)];
  return [
    ...ofPages
      .filter((heading) => !ofData.includes(heading))
      .map((heading) => `no data for the heading ${heading}`),
    ...ofData.filter((section) => !ofPages.includes(section)).map((section) => `no heading for ${section}`),
  ];
}
