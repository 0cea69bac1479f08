import type { JSX } from 'preact';
import type { Results, ScenarioResult } from '../../results/results';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import { VerdictMark } from '../page/verdict-mark';
import { plural } from '../prose';
import { groupBy } from './group-by';
import { linkTo } from './links';

const UNTOLD = ['BLOCKED', 'UNSUPPORTED', 'NOT-RUN', 'XPASS'] as const;
type Untold = (typeof UNTOLD)[number];

/** What was not judged, grouped under what keeps it from being judged: mend that first. */
export function NotJudged({ results }: { results: Results }): JSX.Element | null {
  const own = results.scenarios.filter(({ verdict }) => (UNTOLD as readonly string[]).includes(verdict));
  if (own.length === 0) return null;
  const groups = [...groupBy(own, (scenario) => `${scenario.verdict} ${reasonOf(scenario)}`).values()];
  groups.sort((a, b) => b.length - a.length);
  return (
    <section aria-labelledby="not-judged" data-group>
      <h2 id="not-judged">Not judged</h2>
      {groups.map((scenarios) => (
        <Group scenarios={scenarios} results={results} />
      ))}
    </section>
  );
}

/** The same reason with another port or time is the same reason. */
function reasonOf({ blockedBy, evidence, note }: ScenarioResult): string {
  return blockedBy ?? (evidence?.message ?? note ?? '').replace(/\d+/g, '#');
}

function Group({
  scenarios,
  results,
}: {
  scenarios: ScenarioResult[];
  results: Results;
}): JSX.Element | null {
  const [first] = scenarios;
  if (!first) return null;
  return (
    <details class="untold" data-group>
      <summary>
        <VerdictMark verdict={first.verdict} /> {plural(scenarios.length, 'scenario')}{' '}
        <Why first={first} results={results} />
      </summary>
      {first.blockedBy !== undefined && (
        <p class="muted">
          Mend <a href={linkTo(first.blockedBy)}>{first.blockedBy}</a> first.
        </p>
      )}
      <ul class="rows">
        {scenarios.map(({ id, name, requirement, verdict }) => (
          <li data-verdict={verdict} data-requirement={requirement}>
            <a href={linkTo(id)}>
              <Inert text={name} />
            </a>{' '}
            <span class="muted">{requirement}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Why({ first, results }: { first: ScenarioResult; results: Results }): JSX.Element {
  const { verdict, blockedBy, evidence, note } = first;
  if (blockedBy === undefined) return <Inert text={evidence?.message ?? note ?? WHY[verdict as Untold]} />;
  const blocker = results.specification.requirements.find(({ id }) => id === blockedBy);
  return (
    <>
      by {blockedBy}
      {blocker && (
        <>
          : <Prose text={blocker.statement} />
        </>
      )}
    </>
  );
}

const WHY: Readonly<Record<Untold, string>> = {
  BLOCKED: 'need what is broken',
  UNSUPPORTED: 'are about what the target says that it does not do',
  'NOT-RUN': 'were not reached before the run ended',
  XPASS: 'pass although the baseline expects a failure',
};
