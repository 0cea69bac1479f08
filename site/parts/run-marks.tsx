import type { JSX } from 'preact';
import { Inert } from '../../suite/report/page/inert-text';
import { VerdictMark } from '../../suite/report/page/verdict-mark';
import type { RunVerdict } from '../verdicts';

interface RunMarksProps {
  verdicts: readonly RunVerdict[];
  /** Whether there is more than one run to tell apart. */
  named: boolean;
}

/** What each run says, linked to its evidence. */
export function RunMarks({ verdicts, named }: RunMarksProps): JSX.Element | null {
  if (verdicts.length === 0) return null;
  return (
    <span class="run-marks">
      {verdicts.map(({ run, verdict, evidence }) => (
        <a href={evidence}>
          <VerdictMark verdict={verdict} />
          {named ? (
            <>
              {' '}
              <Inert text={run.name} longest={60} />
            </>
          ) : (
            <span class="unseen"> (evidence)</span>
          )}
        </a>
      ))}
    </span>
  );
}
