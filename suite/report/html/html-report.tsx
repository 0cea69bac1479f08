import type { JSX } from 'preact';
import type { Results } from '../../results/results';
import { inert } from '../inert';
import { builtAsset } from '../page/assets';
import { renderPage } from '../page/document';
import { Inert, InertLines } from '../page/inert-text';
import { VerdictMark } from '../page/verdict-mark';
import { ChoicesTable } from './choices-table';
import { Failures } from './failures';
import { Filters } from './filters';
import { linkTo } from './links';
import { ScenarioList } from './scenario-list';
import { Summary } from './summary';
import { NotJudged } from './untold';

/**
 * A run as one HTML file that opens from disk: the verdict, what failed with the bytes that show it, everything that
 * was run, and the choices. Nothing that a target said is anything but text in it.
 */
export function htmlReport(results: Results): string {
  return renderPage({
    title: inert(`COSP ${results.role} conformance: ${results.verdict}`),
    styles: [builtAsset('report.css')],
    scripts: [builtAsset('report.js')],
    children: (
      <>
        <Summary results={results} />
        <Filters results={results} />
        <Faults results={results} />
        <Failures results={results} />
        <Changed results={results} />
        <NotJudged results={results} />
        <ScenarioList results={results} />
        <ChoicesTable results={results} />
      </>
    ),
  });
}

function Faults({ results: { faults } }: { results: Results }): JSX.Element | null {
  if (faults.length === 0) return null;
  return (
    <section aria-labelledby="faults">
      <h2 id="faults">Faults of the suite</h2>
      {faults.map((fault) => (
        <pre>
          <InertLines text={fault} />
        </pre>
      ))}
    </section>
  );
}

/** With several rounds: whose verdict was not the same in all. */
function Changed({ results: { changed } }: { results: Results }): JSX.Element | null {
  if (changed.length === 0) return null;
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">Not the same in all rounds</h2>
      <ul>
        {changed.map(({ id, name, requirement, verdicts }) => (
          <li>
            {requirement}{' '}
            <a href={linkTo(id)}>
              <Inert text={name} />
            </a>
            :{' '}
            {verdicts.map(({ verdict, rounds }) => (
              <>
                <VerdictMark verdict={verdict} /> in {rounds.length === 1 ? 'round' : 'rounds'}{' '}
                {rounds.join(', ')}{' '}
              </>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
