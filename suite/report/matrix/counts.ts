import { type Counts, VERDICTS, type Verdict } from '../../verdict/verdict';

/** Counts as pairs, the good ones first, whatever the order in a file. */
export function entriesInOrder(counts: Counts): [Verdict, number][] {
  return VERDICTS.flatMap((verdict): [Verdict, number][] => {
    const number = counts[verdict];
    return number === undefined ? [] : [[verdict, number]];
  }).reverse();
}
