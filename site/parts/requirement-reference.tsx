import type { JSX } from 'preact';
import { sectionOf } from '../../spec';
import { VerdictSign, verdictClass } from '../../suite/report/page/verdict-mark';
import { requirementLink } from '../links';
import type { Site } from '../model';
import { sentenceAnchor } from '../page-names';
import { worstOf } from '../verdicts';

interface RequirementReferenceProps {
  site: Site;
  id: string;
  /** `should` or `choice`; a MUST is not marked. */
  level: string | undefined;
}

/** The id behind a sentence of the prose: it leads to the requirement, and wears its verdict. */
export function RequirementReference({ site, id, level }: RequirementReferenceProps): JSX.Element {
  const verdict = worstOf(site, id);
  return (
    <a
      class={`reference ${verdict ? verdictClass(verdict) : ''}`}
      id={sentenceAnchor(id)}
      href={requirementLink(id, sectionOf(id))}
    >
      {verdict && (
        <>
          <VerdictSign verdict={verdict} />
          <span class="unseen"> {verdict}</span>{' '}
        </>
      )}
      {id}
      {level !== undefined && <span class="reference-level"> {level}</span>}
    </a>
  );
}
