import type { JSX } from 'preact';
import type { Vector } from '../../spec/vectors';
import type { Site } from '../model';
import { PAGES, pageOf, sectionAnchor } from '../page-names';
import { VectorView } from '../parts/vector-view';
import type { SitePage } from './site-page';

/** Bytes derived from the RFC by hand, with what the generated parser makes of them. */
export function vectorsPage(site: Site): SitePage {
  return { file: PAGES.vectors, title: 'Vectors', content: <Vectors site={site} /> };
}

function Vectors({ site }: { site: Site }): JSX.Element {
  return (
    <>
      <h1>Vectors</h1>
      <p class="lead">
        {site.vectors.length} frames, and bytes that are none, derived from the RFC field by field and by
        hand. What is shown here is what the generated parser makes of them. Test your own parser with them:
        they are YAML, in the folder <code>spec/vectors</code>.
      </p>
      {site.prose.map((page) => {
        const own = site.vectors.filter(({ section }) => section === page.number);
        return own.length > 0 && <SectionVectors vectors={own} page={page} />;
      })}
    </>
  );
}

interface SectionVectorsProps {
  vectors: readonly Vector[];
  page: Site['prose'][number];
}

function SectionVectors({ vectors, page: { number, title, file } }: SectionVectorsProps): JSX.Element {
  return (
    <section aria-labelledby={sectionAnchor(number)}>
      <h2 id={sectionAnchor(number)}>
        <a href={pageOf(file)}>
          {number} {title}
        </a>
      </h2>
      {vectors.map((vector) => (
        <VectorView vector={vector} />
      ))}
    </section>
  );
}
