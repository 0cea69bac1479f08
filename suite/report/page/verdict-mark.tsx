import type { JSX } from 'preact';
import type { Counts, Verdict } from '../../verdict/verdict';

/** Beside the colour and the word, so that neither has to be told apart by itself. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  PASS: '✓',
  FAIL: '✗',
  WARN: '!',
  CHOICE: '◇',
  UNSUPPORTED: '–',
  BLOCKED: '⊘',
  INCONCLUSIVE: '?',
  'HARNESS-ERROR': '‼',
  XFAIL: '≈',
  XPASS: '↑',
  'NOT-RUN': '·',
};

/** The class that gives an element the verdict's colour. */
export function verdictClass(verdict: Verdict): string {
  return `verdict-${verdict.toLowerCase()}`;
}

/** A verdict's sign alone, for the eye; say the verdict in words beside it. */
export function VerdictSign({ verdict }: { verdict: Verdict }): JSX.Element {
  return <span aria-hidden="true">{SIGNS[verdict]}</span>;
}

/** A verdict: its sign and its name, in its colour. */
export function VerdictMark({ verdict, count }: { verdict: Verdict; count?: number }): JSX.Element {
  return (
    <span class={`verdict ${verdictClass(verdict)}`}>
      <VerdictSign verdict={verdict} /> {count === undefined ? '' : `${count} `}
      {verdict}
    </span>
  );
}

/** One mark for each verdict that occurs, with its number. */
export function VerdictCounts({ counts }: { counts: Counts }): JSX.Element {
  return (
    <span class="verdict-counts">
      {entriesOf(counts).map(([verdict, count]) => (
        <VerdictMark verdict={verdict} count={count} />
      ))}
    </span>
  );
}

/** Counts as pairs, the good ones first: a reader looks for them on the left. */
export function entriesOf(counts: Counts): [Verdict, number][] {
  return (Object.entries(counts) as [Verdict, number][]).reverse();
}
