import type { JSX } from 'preact';
import {
  choicesOf,
  loadExclusions,
  type Requirement,
  type Role,
  requirementById,
  sectionOf,
} from '../../spec';
import { verdictClass } from '../../suite/report/page/verdict-mark';
import { plural } from '../../suite/report/prose';
import { requirementLink } from '../links';
import type { Site } from '../model';
import { sentenceAnchor } from '../page-names';
import { verdictsOf, worstOf } from '../verdicts';
import { ChoiceView } from './choice-view';
import { Gherkin } from './gherkin';
import { InlineProse } from './inline-prose';
import { RunMarks } from './run-marks';

/** A requirement with all that belongs to it: level, role, scenarios, choices, and what runs say of it. */
export function RequirementView({
  site,
  requirement,
}: {
  site: Site;
  requirement: Requirement;
}): JSX.Element {
  const { id, level, roles, statement } = requirement;
  const worst = worstOf(site, id);
  return (
    <article class={`requirement ${worst ? verdictClass(worst) : ''}`} id={id}>
      <h4>
        <a href={`#${id}`}>{id}</a> <span class={`level level-${level.toLowerCase()}`}>{level}</span>{' '}
        <span class="role">{roles.join(' and ')}</span>{' '}
        <RunMarks verdicts={verdictsOf(site, id)} named={site.runs.length > 1} />
      </h4>
      <p class="statement">
        <InlineProse text={statement} />
      </p>
      <Facts requirement={requirement} />
      <Blockers site={site} id={id} />
      {choicesOf(id).map((choice) => (
        <ChoiceView site={site} choice={choice} />
      ))}
      {roles.map((role) => (
        <Scenarios site={site} id={id} role={role} />
      ))}
    </article>
  );
}

function Facts({ requirement: { id, rfc, needs } }: { requirement: Requirement }): JSX.Element {
  return (
    <p class="facts">
      <a href={`#${sentenceAnchor(id)}`}>In the text</a>
      {' · '}
      {rfc === 'silent' ? (
        'The RFC is silent'
      ) : (
        <>
          RFC: <span lang="fr">{rfc}</span>
        </>
      )}
      {needs.length > 0 && (
        <>
          {' · needs '}
          <Links from={id} ids={needs} />
        </>
      )}
    </p>
  );
}

/** Which failure hides whether it holds. */
function Blockers({ site, id }: { site: Site; id: string }): JSX.Element | null {
  const known = new Set(site.requirements.map((one) => one.id));
  const blockers = new Set(verdictsOf(site, id).flatMap(({ blockedBy }) => blockedBy));
  const ids = [...blockers].filter((one) => known.has(one));
  if (ids.length === 0) return null;
  return (
    <p class="facts">
      Blocked by <Links from={id} ids={ids} />
    </p>
  );
}

function Links({ from, ids }: { from: string; ids: readonly string[] }): JSX.Element {
  return (
    <>
      {ids.map((id, index) => (
        <>
          {index > 0 && ', '}
          <a href={requirementLink(id, sectionOf(from))} title={requirementById(id)?.statement}>
            {id}
          </a>
        </>
      ))}
    </>
  );
}

function Scenarios({ site, id, role }: { site: Site; id: string; role: Role }): JSX.Element {
  const own = site.scenarios.filter((one) => one.requirement === id && one.role === role);
  if (own.length === 0) {
    const reason = loadExclusions().find((one) => one.id === id && one.role === role)?.reason;
    return (
      <p class="facts">
        No scenario for a {role} holds it{reason === undefined ? '.' : `: ${reason}`}
      </p>
    );
  }
  return (
    <details class="scenarios">
      <summary>
        {plural(own.length, 'scenario')} for a {role}
      </summary>
      {own.map((scenario) => (
        <Gherkin site={site} scenario={scenario} />
      ))}
    </details>
  );
}
