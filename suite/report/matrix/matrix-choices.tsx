import type { JSX } from 'preact';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import type { Matrix } from './matrix';

const LONGEST_ANSWER = 200;
const LONGEST_NAME = 60;

/** What the protocol leaves open, and what each of them does. */
export function MatrixChoices({ matrix: { runs, choices } }: { matrix: Matrix }): JSX.Element | null {
  if (choices.length === 0) return null;
  return (
    <div class="matrix">
      <h2 id="choices">Choices</h2>
      <p class="muted">The protocol leaves these open; no answer is a failure.</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
      <section class="scroll" aria-labelledby="choices" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Question</th>
              {runs.map(({ name }) => (
                <th scope="col">
                  <Inert text={name} longest={LONGEST_NAME} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {choices.map(({ id, question, answers }) => (
              <tr>
                <th scope="row">
                  <Inert text={id} />
                  <span class="statement">
                    <Prose text={question} />
                  </span>
                </th>
                {answers.map((options) => (
                  <td>
                    {options.length === 0 && <span class="muted">not met</span>}
                    {options.map((option) => (
                      <div>
                        <Inert text={option} longest={LONGEST_ANSWER} />
                      </div>
                    ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
