import type { JSX } from 'preact';
import { sectionOf } from '../../../spec';
import type { Results, ScenarioResult } from '../../results/results';
import type { Verdict } from '../../verdict/verdict';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import { plural } from '../prose';
import { shareOf } from './budget';
import { Failure } from './failure';
import { groupBy } from './group-by';
import { linkTo } from './links';

/** Told in full: what somebody has to look at. */
const TOLD: readonly Verdict[] = ['FAIL', 'HARNESS-ERROR', 'WARN', 'XFAIL', 'INCONCLUSIVE'];

/** Whether the scenario is told in full under the failures, and has its place there. */
export function isTold({ verdict }: ScenarioResult): boolean {
  return TOLD.includes(verdict);
}

/** All that did not go well, under the requirements that it is about; what breaks a MUST comes first. */
export function Failures({ results }: { results: Results }): JSX.Element | null {
  const told = results.scenarios.filter(isTold);
  if (told.length === 0) return null;
  const share = shareOf(told.length);
  const groups = groupBy(told, ({ about, verdict }) => `${TOLD.indexOf(verdict)} ${about}`);
  const inOrder = [...groups.values()].sort((a, b) => rank(a) - rank(b));
  return (
    <section aria-labelledby="failures" data-group>
      <h2 id="failures">What did not go well</h2>
      {inOrder.map((scenarios, index) => (
        <div class="broken" data-group>
          <Broken scenarios={scenarios} results={results} />
          {scenarios.map((scenario, place) => (
            <Failure scenario={scenario} results={results} share={share} open={index + place === 0} />
          ))}
        </div>
      ))}
    </section>
  );
}

function rank([first]: readonly ScenarioResult[]): number {
  return first ? TOLD.indexOf(first.verdict) : 0;
}

/** The requirement that the scenarios are about, in words. */
function Broken({
  scenarios,
  results,
}: {
  scenarios: ScenarioResult[];
  results: Results;
}): JSX.Element | null {
  const [first] = scenarios;
  if (!first) return null;
  const { about } = first;
  const { requirements, sections } = results.specification;
  const requirement = requirements.find(({ id }) => id === about);
  const section = about === '' ? undefined : sections.find(({ number }) => number === sectionOf(about));
  return (
    <header>
      <h3>
        {about === '' ? 'No requirement' : <a href={linkTo(about)}>{about}</a>}
        {requirement && ` (${requirement.level})`}
        <span class="muted"> · {plural(scenarios.length, 'scenario')}</span>
      </h3>
      {requirement && (
        <p class="statement">
          <Prose text={requirement.statement} />
        </p>
      )}
      {section && (
        <p class="muted">
          Section {section.number}, <Inert text={section.title} />
        </p>
      )}
    </header>
  );
}
