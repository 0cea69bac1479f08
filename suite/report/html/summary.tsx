import type { JSX } from 'preact';
import type { Results } from '../../results/results';
import { EXIT } from '../../verdict/exit-code';
import type { Verdict } from '../../verdict/verdict';
import { Inert } from '../page/inert-text';
import { VerdictBar } from '../page/section-bar';
import { VerdictCounts, VerdictSign, verdictClass } from '../page/verdict-mark';
import { plural } from '../prose';
import { linkTo, sectionId } from './links';

/** The run in a sentence, what was run, and each section with its share of what holds. */
export function Summary({ results }: { results: Results }): JSX.Element {
  const verdict = overall(results);
  return (
    <header class="run">
      <h1>
        COSP {results.role} conformance
        <span class="target">
          <Inert text={results.target} longest={300} />
        </span>
      </h1>
      <p class={`sentence ${verdictClass(verdict)}`}>
        <VerdictSign verdict={verdict} /> <Inert text={results.verdict} />
      </p>
      <Sections results={results} />
      <Particulars results={results} />
    </header>
  );
}

function overall({ exitCode }: Results): Verdict {
  if (exitCode === EXIT.conformant) return 'PASS';
  if (exitCode === EXIT.notConformant) return 'FAIL';
  return exitCode === EXIT.harnessError ? 'HARNESS-ERROR' : 'INCONCLUSIVE';
}

function Sections({ results }: { results: Results }): JSX.Element {
  return (
    <table class="sections">
      <caption class="unseen">Requirements by section</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Section</th>
          <th scope="col">Share</th>
          <th scope="col">Requirements</th>
        </tr>
      </thead>
      <tbody>
        {results.sections.map(({ number, title, counts }) => (
          <tr>
            <th scope="row">
              <span class="number">{number}</span>
              <a href={linkTo(sectionId(number))}>
                <Inert text={title} />
              </a>
            </th>
            <td class="share">
              <VerdictBar counts={counts} />
            </td>
            <td>
              <VerdictCounts counts={counts} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Particulars({ results }: { results: Results }): JSX.Element {
  const { started, ended, tool, environment, parameters, rounds, scenarios } = results;
  const took = (Date.parse(ended) - Date.parse(started)) / 1000;
  const { workers, order, segmentation, repeat, timeout, patience } = parameters;
  const facts = [
    plural(scenarios.length, 'scenario'),
    `${took.toFixed(1)} s`,
    plural(workers, 'worker'),
    `${timeout / 1000} s for what must come`,
    ...(patience > 0 ? [`${patience / 1000} s of patience`] : []),
    ...(order.mode === 'random' ? [`order random:${order.seed}`] : []),
    ...(segmentation.mode === 'whole' ? [] : [`segmentation ${segmentationOf(results)}`]),
    ...(repeat > 1 ? [`${rounds} of ${plural(repeat, 'round')}`] : []),
    `${tool.name} ${tool.version}, Node.js ${environment.node}, ${environment.platform}`,
  ];
  return (
    <p class="particulars muted">
      <time dateTime={started}>{started.slice(0, 16).replace('T', ' ')} UTC</time>;{' '}
      <Inert text={facts.join('; ')} />
    </p>
  );
}

function segmentationOf({ parameters: { segmentation } }: Results): string {
  return segmentation.mode === 'random' ? `random:${segmentation.seed}` : segmentation.mode;
}
