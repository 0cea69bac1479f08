import type { JSX } from 'preact';
import type { RequirementResult, Results, ScenarioResult } from '../../results/results';
import type { Verdict } from '../../verdict/verdict';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import { VerdictCounts, VerdictMark } from '../page/verdict-mark';
import { plural } from '../prose';
import { isTold } from './failures';
import { groupBy } from './group-by';
import { linkTo, sectionId } from './links';

/** Nobody has to look at these at first. */
const WELL: readonly Verdict[] = ['PASS', 'CHOICE'];

/** Every section with its requirements, and every requirement with its scenarios. */
export function ScenarioList({ results }: { results: Results }): JSX.Element {
  const scenarios = groupBy(results.scenarios, ({ requirement }) => requirement);
  return (
    <section aria-labelledby="all" data-group>
      <h2 id="all">All requirements and scenarios</h2>
      {results.sections.map(({ number, title, counts }) => (
        <section id={sectionId(number)} aria-labelledby={`${sectionId(number)}-title`} data-group>
          <h3 id={`${sectionId(number)}-title`}>
            {number} <Inert text={title} />
          </h3>
          <VerdictCounts counts={counts} />
          {results.requirements
            .filter(({ section }) => section === number)
            .map((requirement) => (
              <Requirement requirement={requirement} scenarios={scenarios.get(requirement.id) ?? []} />
            ))}
        </section>
      ))}
    </section>
  );
}

interface RequirementProps {
  requirement: RequirementResult;
  scenarios: readonly ScenarioResult[];
}

function Requirement({ requirement, scenarios }: RequirementProps): JSX.Element {
  const { id, level, statement, verdict, blockedBy } = requirement;
  return (
    <details class="requirement" id={id} data-group open={!WELL.includes(verdict) && verdict !== 'BLOCKED'}>
      <summary>
        <VerdictMark verdict={verdict} /> <strong>{id}</strong> <span class="muted">{level}</span>{' '}
        <Prose text={statement} />
      </summary>
      {blockedBy.length > 0 && (
        <p class="muted">
          Blocked by{' '}
          {blockedBy.map((blocker, index) => (
            <>
              {index > 0 && ', '}
              <a href={linkTo(blocker)}>{blocker}</a>
            </>
          ))}
        </p>
      )}
      {scenarios.length === 0 && (
        <p class="muted" data-verdict={verdict} data-requirement={id}>
          No scenario of its own was run: scenarios of other requirements told.
        </p>
      )}
      <ul class="rows">
        {scenarios.map((scenario) => (
          <Scenario scenario={scenario} />
        ))}
      </ul>
    </details>
  );
}

/** What is told in full above has its place there; the rest has it here. */
function Scenario({ scenario }: { scenario: ScenarioResult }): JSX.Element {
  const { id, name, verdict, requirement, blockedBy, duration, uri, line, evidence } = scenario;
  const choices = evidence?.choices.map(({ option }) => option) ?? [];
  return (
    <li id={isTold(scenario) ? undefined : id} data-verdict={verdict} data-requirement={requirement}>
      <VerdictMark verdict={verdict} />{' '}
      <a class="scenario-name" href={linkTo(id)}>
        <Inert text={name} />
      </a>{' '}
      {blockedBy !== undefined && (
        <>
          by <a href={linkTo(blockedBy)}>{blockedBy}</a>{' '}
        </>
      )}
      {choices.length > 0 && (
        <>
          <Inert text={choices.join(', ')} />{' '}
        </>
      )}
      <span class="muted">
        {uri.slice(uri.lastIndexOf('/') + 1)}:{line}, {duration.toFixed(0)} ms
      </span>
    </li>
  );
}

/** How many scenarios there are, for the sentence above the filters. */
export function numberOf(results: Results): string {
  return plural(results.scenarios.length, 'scenario');
}
