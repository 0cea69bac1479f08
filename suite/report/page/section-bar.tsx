import type { JSX } from 'preact';
import { type Counts, VERDICTS } from '../../verdict/verdict';
import { verdictClass } from './verdict-mark';

/**
 * Shares of verdicts as a bar. It is drawn for the eye alone: put the counts beside it in words.
 * (Drawn as SVG, because the pages' policy allows no styles in attributes.)
 */
export function VerdictBar({ counts }: { counts: Counts }): JSX.Element {
  const entries = VERDICTS.flatMap((verdict) => {
    const count = counts[verdict] ?? 0;
    return count > 0 ? [{ verdict, count }] : [];
  }).reverse();
  const total = entries.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return (
    <svg class="verdict-bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
      {entries.map(({ verdict, count }) => {
        const x = share(before, total);
        before += count;
        return <rect class={verdictClass(verdict)} x={x} y="0" width={share(before, total) - x} height="8" />;
      })}
    </svg>
  );
}

function share(count: number, total: number): number {
  return Math.round((10_000 * count) / total) / 100;
}
