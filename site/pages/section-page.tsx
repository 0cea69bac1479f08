import type { JSX } from 'preact';
import { type Section, sectionOf } from '../../spec';
import { plural } from '../../suite/report/prose';
import type { ProsePage, Site } from '../model';
import { PAGES, pageOf, sectionAnchor } from '../page-names';
import { Legend } from '../parts/legend';
import { Prose } from '../parts/prose';
import { RequirementView } from '../parts/requirement-view';
import { SectionMark } from '../parts/section-mark';
import type { SitePage } from './site-page';

/** A page of the specification: its prose, and behind it each of its requirements with what holds it. */
export function sectionPage(site: Site, page: ProsePage): SitePage {
  return {
    file: pageOf(page.file),
    title: `${page.number} ${page.title}`,
    content: <SectionContent site={site} page={page} />,
  };
}

function SectionContent({ site, page }: { site: Site; page: ProsePage }): JSX.Element {
  const sections = site.sections.filter((section) => section.page === page.file);
  const vectors = site.vectors.filter(({ section }) => section === page.number).length;
  const filled = sections.filter((section) => ownRequirements(site, section).length > 0);
  return (
    <>
      <Prose site={site} page={page} />
      {vectors > 0 && (
        <p>
          <a href={`${PAGES.vectors}#${sectionAnchor(page.number)}`}>
            {plural(vectors, 'vector')} of this section
          </a>
          : bytes derived by hand, each with what has to come of them.
        </p>
      )}
      {filled.length > 0 && (
        <section class="requirements" aria-labelledby="requirements-of-this-page">
          <h2 id="requirements-of-this-page">Requirements</h2>
          <Legend site={site} />
          {filled.map((section) => (
            <SectionRequirements site={site} section={section} />
          ))}
        </section>
      )}
      <Neighbours site={site} page={page} />
    </>
  );
}

function SectionRequirements({ site, section }: { site: Site; section: Section }): JSX.Element {
  const anchor = `requirements-${section.number}`;
  return (
    <section aria-labelledby={anchor}>
      <h3 id={anchor}>
        {section.number} {section.title} <SectionMark site={site} section={section.number} />
      </h3>
      {ownRequirements(site, section).map((requirement) => (
        <RequirementView site={site} requirement={requirement} />
      ))}
    </section>
  );
}

function ownRequirements(site: Site, { number }: Section): Site['requirements'] {
  return site.requirements.filter(({ id }) => sectionOf(id) === number);
}

function Neighbours({ site, page }: { site: Site; page: ProsePage }): JSX.Element {
  const index = site.prose.indexOf(page);
  const [before, after] = [site.prose[index - 1], site.prose[index + 1]];
  return (
    <nav class="neighbours" aria-label="Before and after">
      {before ? <a href={pageOf(before.file)}>{`← ${before.number} ${before.title}`}</a> : <span />}
      {after && <a href={pageOf(after.file)}>{`${after.number} ${after.title} →`}</a>}
    </nav>
  );
}
