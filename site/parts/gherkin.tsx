import type { JSX } from 'preact';
import { VerdictMark } from '../../suite/report/page/verdict-mark';
import type { ExampleTable, ReadableScenario, ReadableStep } from '../features/scenarios';
import type { Site } from '../model';
import { scenarioAnchor } from '../page-names';
import { type RunVerdict, scenarioVerdictsOf, worstVerdict } from '../verdicts';
import { Scroll } from './scroll';

/** One scenario as it is to be read; keywords set apart, tags left out. */
export function Gherkin({ site, scenario }: { site: Site; scenario: ReadableScenario }): JSX.Element {
  const { name, steps, examples, uri, line } = scenario;
  const lines = examples.length > 0 ? examples.flatMap(({ rows }) => rows.map((row) => row.line)) : [line];
  const anchor = scenarioAnchor(scenario);
  return (
    <article class="scenario" id={anchor}>
      <h5>
        <span class="keyword">{examples.length > 0 ? 'Outline' : 'Example'}</span>{' '}
        <a href={`#${anchor}`}>{placeholders(name)}</a>{' '}
        <Evidence verdicts={lines.flatMap((one) => scenarioVerdictsOf(site, `${uri}:${one}`))} />
      </h5>
      <ol class="steps">
        {steps.map((step) => (
          <StepLine step={step} />
        ))}
      </ol>
      {examples.map((table) => (
        <Examples site={site} uri={uri} table={table} />
      ))}
    </article>
  );
}

function StepLine({ step }: { step: ReadableStep }): JSX.Element {
  const follows = step.keyword === 'And' || step.keyword === 'But' || step.keyword === '*';
  return (
    <li class={follows ? 'follows' : undefined}>
      <span class="keyword">{step.keyword}</span> {placeholders(step.text)}
      {step.block !== undefined && <pre>{step.block}</pre>}
      {step.table && (
        <table>
          <tbody>
            {step.table.map((row) => (
              <tr>
                {row.map((cell) => (
                  <td>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

function Examples({ site, uri, table }: { site: Site; uri: string; table: ExampleTable }): JSX.Element {
  const judged = table.rows.some(({ line }) => scenarioVerdictsOf(site, `${uri}:${line}`).length > 0);
  return (
    <Scroll label="Examples">
      <table class="examples">
        <caption>
          <span class="keyword">Examples</span> {table.name}
        </caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
            {judged && <th scope="col">verdict</th>}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ line, cells }) => (
            <tr>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
              {judged && (
                <td>
                  <Evidence verdicts={scenarioVerdictsOf(site, `${uri}:${line}`)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The worst of some verdicts, linked to what shows it. */
function Evidence({ verdicts }: { verdicts: readonly RunVerdict[] }): JSX.Element | null {
  const worst = worstVerdict(verdicts);
  return worst ? (
    <a href={worst.evidence}>
      <VerdictMark verdict={worst.verdict} />
    </a>
  ) : null;
}

/** `<times>` of an outline stands out. */
function placeholders(text: string): (JSX.Element | string)[] {
  return text
    .split(/(<[^<>]+>)/)
    .map((part) => (part.startsWith('<') && part.endsWith('>') ? <var>{part}</var> : part));
}
