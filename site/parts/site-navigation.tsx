import type { ComponentChildren, JSX } from 'preact';
import { VerdictSign, verdictClass } from '../../suite/report/page/verdict-mark';
import { plural } from '../../suite/report/prose';
import { type Counts, VERDICTS } from '../../suite/verdict/verdict';
import type { Site } from '../model';
import { PAGES, pageOf, sectionAnchor } from '../page-names';
import { countsBelow } from '../verdicts';
import { SearchBox } from './search-box';

const TOOLS: readonly [string, string][] = [
  [PAGES.frames, 'Frames'],
  [PAGES.choices, 'Choices'],
  [PAGES.vectors, 'Vectors'],
  [PAGES.decoder, 'Decoder'],
];

/** What every page begins with: search, and the way to all other pages and sections. */
export function SiteNavigation({ site, current }: { site: Site; current: string }): JSX.Element {
  return (
    <>
      <a class="site-name" href={PAGES.glance}>
        COSP
        <span class="muted"> the living specification</span>
      </a>
      <SearchBox />
      <button type="button" class="menu-button" data-menu aria-expanded="false" aria-controls="menu" hidden>
        Contents
      </button>
      <nav id="menu" aria-label="Contents">
        <ul>
          <Entry href={PAGES.glance} label="At a glance" current={current} />
          {site.prose.map((page) => (
            <PageEntry site={site} page={page} current={current} />
          ))}
        </ul>
        <ul>
          {TOOLS.map(([href, title]) => (
            <Entry href={href} label={title} current={current} />
          ))}
        </ul>
      </nav>
    </>
  );
}

interface PageEntryProps {
  site: Site;
  page: Site['prose'][number];
  current: string;
}

function PageEntry({ site, page: { file, number, title }, current }: PageEntryProps): JSX.Element {
  const href = pageOf(file);
  const below = site.sections.filter((one) => one.number.startsWith(`${number}.`));
  return (
    <Entry href={href} label={`${number} ${title}`} current={current} counts={countsBelow(site, number)}>
      {below.length > 0 && (
        <ul>
          {below.map((section) => (
            <Entry
              href={`${href}#${sectionAnchor(section.number)}`}
              label={`${section.number} ${section.title}`}
              current={current}
              counts={countsBelow(site, section.number)}
            />
          ))}
        </ul>
      )}
    </Entry>
  );
}

interface EntryProps {
  href: string;
  label: string;
  current: string;
  counts?: Counts;
  /** The list of what is below. */
  children?: ComponentChildren;
}

function Entry({ href, label, current, counts = {}, children }: EntryProps): JSX.Element {
  const verdict = VERDICTS.find((one) => counts[one]);
  return (
    <li class={verdict && verdictClass(verdict)}>
      <a href={href} {...(href === current && { 'aria-current': 'page' as const })}>
        <span>{label}</span>
        {verdict && (
          <span class="entry-verdict">
            <VerdictSign verdict={verdict} />
            <span class="unseen">
              {' '}
              {plural(counts[verdict] ?? 0, 'requirement')} {verdict}
            </span>
          </span>
        )}
      </a>
      {children}
    </li>
  );
}
