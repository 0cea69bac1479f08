import type { JSX } from 'preact';
import { VerdictMark } from '../../suite/report/page/verdict-mark';
import { VERDICTS, type Verdict } from '../../suite/verdict/verdict';
import type { Site } from '../model';

const MEANINGS: Readonly<Record<Verdict, string>> = {
  PASS: 'holds',
  FAIL: 'a MUST is broken',
  WARN: 'a SHOULD is not followed',
  CHOICE: 'left open; what was chosen is told',
  UNSUPPORTED: 'the client says that it does not do this',
  BLOCKED: 'not judged, because what it needs is broken',
  INCONCLUSIVE: 'could not be told',
  'HARNESS-ERROR': 'the suite or the adapter failed',
  XFAIL: 'fails, as the baseline expects',
  XPASS: 'passes though the baseline expects a failure',
  'NOT-RUN': 'selected, but the run ended before',
};

/** What the colours and signs mean: those that occur in the runs. */
export function Legend({ site }: { site: Site }): JSX.Element | null {
  const met = new Set(site.runs.flatMap(({ results }) => results.requirements.map(({ verdict }) => verdict)));
  if (met.size === 0) return null;
  return (
    <dl class="legend" aria-label="Legend">
      {VERDICTS.filter((verdict) => met.has(verdict))
        .reverse()
        .map((verdict) => (
          <div>
            <dt>
              <VerdictMark verdict={verdict} />
            </dt>
            <dd>{MEANINGS[verdict]}</dd>
          </div>
        ))}
      <div>
        <dt>no sign</dt>
        <dd>not judged by {site.runs.length === 1 ? 'this run' : 'these runs'}</dd>
      </div>
    </dl>
  );
}
