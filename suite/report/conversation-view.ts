import type { ConversationEntry, Evidence } from '../evidence';
import { inert } from './inert';
import { plural } from './prose';

const KEPT_FIRST = 8;
const KEPT_LAST = 20;
const AROUND_OFFENDING = 4;
const WIDEST_PEER = 20;

const ARROWS: Record<ConversationEntry['direction'], string> = { sent: '->', received: '<-', event: '--' };

/**
 * Who said what and when, one line each; `->` is to the target. The entry that the failure is about is
 * marked with `>`. A long conversation is shortened in the middle, and fences are left out, unless `whole`.
 */
export function conversationLines(evidence: Evidence, whole: boolean): string[] {
  const { omitted } = evidence;
  const conversation = whole
    ? evidence.conversation
    : evidence.conversation.filter((entry) => !entry.fence || entry.offending);
  const fences = evidence.conversation.length - conversation.length;
  const width = Math.min(WIDEST_PEER, Math.max(0, ...conversation.map(({ peer }) => inert(peer).length)));
  const lines: string[] = [];
  if (omitted > 0) lines.push(`  (${plural(omitted, 'more entry', 'more entries')} not kept)`);
  let hidden = 0;
  conversation.forEach((entry, index) => {
    if (!whole && !isShown(index, conversation)) {
      hidden++;
      return;
    }
    if (hidden > 0) lines.push(`  … ${hidden} left out`);
    hidden = 0;
    lines.push(entryLine(entry, width));
  });
  if (fences > 0)
    lines.push(
      `  (and ${plural(fences, 'fence', 'fences')}: direct messages behind which all else has arrived)`,
    );
  return lines;
}

function isShown(index: number, conversation: readonly ConversationEntry[]): boolean {
  if (index < KEPT_FIRST || index >= conversation.length - KEPT_LAST) return true;
  const offending = conversation.findIndex((entry) => entry.offending);
  return offending >= 0 && Math.abs(index - offending) <= AROUND_OFFENDING;
}

function entryLine({ at, peer, direction, summary, offending }: ConversationEntry, width: number): string {
  const time = `${at.toFixed(1)} ms`.padStart(11);
  return `${offending ? '>' : ' '} ${time}  ${inert(peer).padEnd(width)} ${ARROWS[direction]} ${inert(summary)}`;
}
