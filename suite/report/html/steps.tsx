import type { JSX } from 'preact';
import type { ScenarioResult } from '../../results/results';
import type { StepStatus } from '../../verdict/scenario';
import { Inert, InertLines } from '../page/inert-text';

const LONGEST_MESSAGE = 300;

const SIGNS: Readonly<Record<StepStatus, string>> = {
  PASSED: '✓',
  FAILED: '✗',
  SKIPPED: '·',
  UNDEFINED: '?',
  AMBIGUOUS: '?',
  PENDING: '?',
  UNKNOWN: '?',
  'NOT-RUN': '·',
};

interface StepsProps extends Pick<ScenarioResult, 'steps'> {
  /** What is told elsewhere already. */
  problem: string;
}

/** The scenario as it was written, each step with how it ended. What surrounds the steps is shown where it failed. */
export function Steps({ steps, problem }: StepsProps): JSX.Element {
  const shown = steps.filter(({ text, status }) => text !== 'hook' || status === 'FAILED');
  return (
    <ol class="steps">
      {shown.map(({ keyword, text, status, message }) => (
        <li class={`step-${status.toLowerCase()}`}>
          <span aria-hidden="true">{SIGNS[status]}</span> <span class="unseen">{status.toLowerCase()}: </span>
          {keyword !== undefined && <strong>{keyword} </strong>}
          <Inert text={text === 'hook' ? 'what the suite does around the steps' : text} />
          {message !== undefined && !problem.includes(firstLineOf(message)) && (
            <p class="muted">
              <InertLines text={message.split('\n    at ')[0] ?? ''} longest={LONGEST_MESSAGE} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What was thrown, without its class, which stands before it. */
function firstLineOf(message: string): string {
  return message.split('\n', 1)[0]?.replace(/^\w+: /, '') ?? '';
}
