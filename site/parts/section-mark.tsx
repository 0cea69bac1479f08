import type { JSX } from 'preact';
import { VerdictCounts } from '../../suite/report/page/verdict-mark';
import type { Site } from '../model';
import { countsBelow } from '../verdicts';

/** What the runs say of a section and of those below it, in numbers; nothing when there are no runs. */
export function SectionMark({ site, section }: { site: Site; section: string }): JSX.Element | null {
  const counts = countsBelow(site, section);
  if (Object.keys(counts).length === 0) return null;
  return (
    <span class="section-mark">
      {' '}
      <VerdictCounts counts={counts} />
    </span>
  );
}
