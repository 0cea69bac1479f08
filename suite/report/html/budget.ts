import type { ConversationEntry } from '../../evidence';

/** Of the whole page, shared evenly by the failures, so that a page of many stays as light as one of few. */
const ALL_ENTRIES = 2_000;
const ALL_DIGITS = 400_000;
const FEWEST_ENTRIES = 16;
const MOST_ENTRIES = 600;
const FEWEST_DIGITS = 512;
/** What is kept of a frame when its conversation has used up its share. */
const CUT_DIGITS = 64;

/** How much of one conversation the page holds. The results as JSON have all of it. */
export interface Share {
  /** Entries of the conversation. */
  entries: number;
  /** Hexadecimal digits, of all its frames together. */
  digits: number;
}

/** The share of each of so many failures. */
export function shareOf(failures: number): Share {
  const each = (all: number): number => Math.floor(all / Math.max(1, failures));
  return {
    entries: Math.min(MOST_ENTRIES, Math.max(FEWEST_ENTRIES, each(ALL_ENTRIES))),
    digits: Math.max(FEWEST_DIGITS, each(ALL_DIGITS)),
  };
}

/** Cuts the frames that the share has no room for; the one that the failure is about comes first. */
export function withinShare(entries: readonly ConversationEntry[], { digits }: Share): ConversationEntry[] {
  const offending = entries.find((entry) => entry.offending);
  let left = digits - (offending?.hex?.length ?? 0);
  return entries.map((entry) => {
    if (entry.hex === undefined || entry === offending) return entry;
    if (entry.hex.length <= left) {
      left -= entry.hex.length;
      return entry;
    }
    return { ...entry, hex: entry.hex.slice(0, CUT_DIGITS) };
  });
}
