const KEPT_FIRST = 8;
const KEPT_LAST = 20;
const AROUND_OFFENDING = 4;

/** Neighbouring entries that are shown, or folded away until somebody opens them. */
export interface Stretch<Entry> {
  folded: boolean;
  entries: Entry[];
}

/** A long conversation in stretches: its beginning, its end and what surrounds the offending entry are shown. */
export function stretchesOf<Entry extends { offending?: boolean }>(
  entries: readonly Entry[],
): Stretch<Entry>[] {
  const offending = entries.findIndex((entry) => entry.offending);
  const stretches: Stretch<Entry>[] = [];
  entries.forEach((entry, index) => {
    const near = offending >= 0 && Math.abs(index - offending) <= AROUND_OFFENDING;
    const folded = index >= KEPT_FIRST && index < entries.length - KEPT_LAST && !near;
    const last = stretches.at(-1);
    if (last?.folded === folded) last.entries.push(entry);
    else stretches.push({ folded, entries: [entry] });
  });
  // Folding two entries away costs as much room as it saves.
  for (const stretch of stretches) if (stretch.entries.length <= 2) stretch.folded = false;
  return stretches;
}
