import type { JSX } from 'preact';
import { sectionOf } from '../../../spec';
import type { Results, ScenarioResult } from '../../results/results';
import type { Verdict } from '../../verdict/verdict';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import { plural } from '../prose';
import { type Share, shareOf } from './budget';
import { Failure } from './failure';
import { groupBy } from './group-by';
import { linkTo } from './links';

/** Told in full: what somebody has to look at. */
const FAILED: readonly Verdict[] = ['FAIL', 'HARNESS-ERROR', 'WARN', 'XFAIL'];
const UNTOLD: readonly Verdict[] = ['INCONCLUSIVE'];

/** Whether the scenario is told in full under the failures, and has its place there. */
export function isTold({ verdict }: ScenarioResult): boolean {
  return FAILED.includes(verdict) || UNTOLD.includes(verdict);
}

/** All that somebody has to look at: what failed, and what could not be told, each with all that is known of it. */
export function Failures({ results }: { results: Results }): JSX.Element {
  const share = shareOf(results.scenarios.filter(isTold).length);
  return (
    <>
      <Told id="failed" title="What failed" verdicts={FAILED} results={results} share={share} />
      <Told id="untold" title="What could not be told" verdicts={UNTOLD} results={results} share={share} />
    </>
  );
}

interface ToldProps {
  id: string;
  title: string;
  verdicts: readonly Verdict[];
  results: Results;
  share: Share;
}

/** Scenarios under the requirements that they are about; what breaks a MUST comes first. */
function Told({ id, title, verdicts, results, share }: ToldProps): JSX.Element | null {
  const told = results.scenarios.filter(({ verdict }) => verdicts.includes(verdict));
  if (told.length === 0) return null;
  const rank = ([first]: readonly ScenarioResult[]): number => (first ? verdicts.indexOf(first.verdict) : 0);
  const groups = [...groupBy(told, ({ about, verdict }) => `${verdict} ${about}`).values()];
  groups.sort((a, b) => rank(a) - rank(b));
  return (
    <section aria-labelledby={id} data-group>
      <h2 id={id}>{title}</h2>
      {groups.map((scenarios, index) => (
        <div class="broken" data-group>
          <Broken scenarios={scenarios} results={results} />
          {scenarios.map((scenario, place) => (
            <Failure
              scenario={scenario}
              results={results}
              share={share}
              open={verdicts === FAILED && index + place === 0}
            />
          ))}
        </div>
      ))}
    </section>
  );
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
