const MOST_FIRST = 8;
const MOST_LAST = 20;
const AROUND_OFFENDING = 4;

/** Neighbouring entries that are shown, or folded away until somebody opens them. */
export interface Stretch<Entry> {
  folded: boolean;
  entries: Entry[];
}

/**
 * A long conversation in stretches: its beginning, its end and what surrounds the offending entry are shown.
 * @param room how many entries the page has room for.
 */
export function stretchesOf<Entry extends { offending?: boolean }>(
  entries: readonly Entry[],
  room: number,
): Stretch<Entry>[] {
  const first = Math.min(MOST_FIRST, Math.floor(room / 4));
  const last = entries.length - Math.min(MOST_LAST, Math.floor(room / 2));
  const offending = entries.findIndex((entry) => entry.offending);
  const stretches: Stretch<Entry>[] = [];
  entries.forEach((entry, index) => {
    const near = offending >= 0 && Math.abs(index - offending) <= AROUND_OFFENDING;
    const folded = index >= first && index < last && !near;
    const before = stretches.at(-1);
    if (before?.folded === folded) before.entries.push(entry);
    else stretches.push({ folded, entries: [entry] });
  });
  // Folding two entries away costs as much room as it saves.
  for (const stretch of stretches) if (stretch.entries.length <= 2) stretch.folded = false;
  return stretches;
}
