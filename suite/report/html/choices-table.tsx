import type { JSX } from 'preact';
import type { Results } from '../../results/results';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import { linkTo } from './links';

const LONGEST_OPTION = 200;

/** What the protocol leaves open, and what this target does. */
export function ChoicesTable({ results }: { results: Results }): JSX.Element | null {
  const { choices, role } = results;
  if (choices.length === 0) return null;
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">Choices of this {role}</h2>
      <p class="muted">The protocol leaves these open; no answer is a failure.</p>
      <table class="choices">
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">This {role}</th>
            <th scope="col">Requirement</th>
          </tr>
        </thead>
        <tbody>
          {choices.map(({ id, question, options }) => (
            <tr>
              <td>
                <Prose text={question} />
              </td>
              <td>
                {options.map(({ option, scenarios }) => (
                  <div>
                    <strong>
                      <Inert text={option} longest={LONGEST_OPTION} />
                    </strong>
                    {options.length > 1 && <Met scenarios={scenarios} />}
                  </div>
                ))}
              </td>
              <td>
                <a href={linkTo(id)}>{id}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Scenarios that met this answer, where others met another one. */
function Met({ scenarios }: { scenarios: readonly string[] }): JSX.Element {
  return (
    <span class="muted">
      {' '}
      in{' '}
      {scenarios.slice(0, 3).map((id, index) => (
        <>
          {index > 0 && ', '}
          <a href={linkTo(id)}>{id.slice(id.lastIndexOf('/') + 1)}</a>
        </>
      ))}
      {scenarios.length > 3 && ` and ${scenarios.length - 3} more`}
    </span>
  );
}
