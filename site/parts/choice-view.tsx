import type { JSX } from 'preact';
import type { Choice } from '../../spec';
import { Inert } from '../../suite/report/page/inert-text';
import { type Chooser, choosersOf } from '../choosers';
import type { Site } from '../model';
import { choiceAnchor } from '../page-names';
import { InlineProse } from './inline-prose';

/** A question that the RFC leaves open: its options, what speaks for each, and who chose what. */
export function ChoiceView({ site, choice }: { site: Site; choice: Choice }): JSX.Element {
  const choosers = choosersOf(site, choice);
  const anchor = choiceAnchor(choice);
  return (
    <section class="choice" id={anchor} aria-label={choice.question}>
      <p class="question">
        <a href={`#${anchor}`} aria-label="Link to this question">
          ◇
        </a>{' '}
        <InlineProse text={choice.question} />
      </p>
      {choice.free ? (
        <>
          <p>
            Any value: <InlineProse text={choice.meaning} />
          </p>
          <p class="muted">
            <InlineProse text={choice.reason} />
          </p>
          <Choosers choosers={choosers} valued />
        </>
      ) : (
        <dl class="options">
          {choice.options.map(({ name, meaning, reason, chosenBy }) => (
            <div class="option">
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <InlineProse text={meaning} />
              </dd>
              <dd class="muted">
                For it: <InlineProse text={reason} />
              </dd>
              {chosenBy.length > 0 && (
                <dd class="muted">
                  So {chosenBy.length > 1 ? 'do' : 'does'} {chosenBy.join(', ')}.
                </dd>
              )}
              <dd>
                <Choosers choosers={choosers.filter(({ option }) => option === name)} />
              </dd>
            </div>
          ))}
          <Unregistered
            choosers={choosers.filter(({ option }) => !choice.options.some(({ name }) => name === option))}
          />
        </dl>
      )}
    </section>
  );
}

/** A run may be older, or newer, than the register. */
function Unregistered({ choosers }: { choosers: readonly Chooser[] }): JSX.Element | null {
  if (choosers.length === 0) return null;
  return (
    <div class="option">
      <dt>Not in this register</dt>
      <dd>
        <Choosers choosers={choosers} valued />
      </dd>
    </div>
  );
}

function Choosers({
  choosers,
  valued = false,
}: {
  choosers: readonly Chooser[];
  valued?: boolean;
}): JSX.Element | null {
  if (choosers.length === 0) return null;
  return (
    <p class="choosers">
      <span class="verdict verdict-choice">
        <span aria-hidden="true">◇</span> CHOSEN
      </span>{' '}
      by{' '}
      {choosers.map(({ run, option, times }, index) => (
        <>
          {index > 0 && ', '}
          <Inert text={run.name} longest={60} />
          {valued && (
            <>
              {': '}
              <code>
                <Inert text={option} longest={60} />
              </code>
            </>
          )}
          {times.some > 0 && ` (in ${times.some} of ${times.all} scenarios)`}
        </>
      ))}
    </p>
  );
}
