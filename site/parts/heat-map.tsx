import type { JSX } from 'preact';
import { type Requirement, type Section, sectionOf } from '../../spec';
import { VerdictSign, verdictClass } from '../../suite/report/page/verdict-mark';
import { pageOfSection, requirementLink } from '../links';
import type { Site } from '../model';
import { sectionAnchor } from '../page-names';
import { worstOf } from '../verdicts';

/** Every requirement as a small box under its section, in its verdict's colour where there are runs. */
export function HeatMap({ site }: { site: Site }): JSX.Element {
  return (
    <ol class="heat-map">
      {site.sections.map((section) => (
        <SectionRow site={site} section={section} />
      ))}
    </ol>
  );
}

function SectionRow({ site, section: { number, title } }: { site: Site; section: Section }): JSX.Element {
  const own = site.requirements.filter(({ id }) => sectionOf(id) === number);
  return (
    <li class={number.includes('.') ? 'below' : undefined}>
      <a href={`${pageOfSection(number)}#${sectionAnchor(number)}`}>
        {number} {title}
      </a>
      <ul>
        {own.map((requirement) => (
          <Box site={site} requirement={requirement} />
        ))}
      </ul>
    </li>
  );
}

function Box({ site, requirement }: { site: Site; requirement: Requirement }): JSX.Element {
  const { id, level, statement } = requirement;
  const verdict = worstOf(site, id);
  const classes = [
    'heat',
    `level-${level.toLowerCase()}`,
    ...(verdict ? [verdictClass(verdict)] : []),
    ...(!verdict && site.runs.length > 0 ? ['unjudged'] : []),
  ];
  return (
    <li>
      <a
        class={classes.join(' ')}
        href={requirementLink(id)}
        title={`${id} (${level})${verdict ? `: ${verdict}` : ''}\n${statement}`}
      >
        <span class="unseen">COSP-{sectionOf(id)}-</span>
        {id.slice(id.lastIndexOf('-') + 1)}
        {verdict ? <VerdictSign verdict={verdict} /> : null}
        <span class="unseen">
          {' '}
          {level} {verdict}
        </span>
      </a>
    </li>
  );
}
