import type { JSX } from 'preact';
import type { Results } from '../../results/results';
import type { Verdict } from '../../verdict/verdict';
import { Inert } from '../page/inert-text';
import { VerdictMark } from '../page/verdict-mark';
import { numberOf } from './scenario-list';

/** What to show; only where scripts run. The address keeps it, so that it can be sent around. */
export function Filters({ results }: { results: Results }): JSX.Element {
  const counts = Object.entries(results.counts.scenarios) as [Verdict, number][];
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is too young
    <form class="filters" id="filters" role="search" aria-label="Filter the scenarios" hidden>
      <fieldset>
        <legend>Verdict</legend>
        {counts.map(([verdict, count]) => (
          <label class="choice">
            <input type="checkbox" name="verdict" value={verdict} />{' '}
            <VerdictMark verdict={verdict} count={count} />
          </label>
        ))}
      </fieldset>
      <label>
        Section{' '}
        <select name="section">
          <option value="">all</option>
          {results.sections.map(({ number, title }) => (
            <option value={number}>
              {number} {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Text <input type="search" name="text" autocomplete="off" />
      </label>
      <button type="reset">Show all</button>
      <p class="muted" role="status">
        <Inert text={numberOf(results)} />
      </p>
    </form>
  );
}
