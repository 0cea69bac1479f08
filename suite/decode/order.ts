import type { Conversation, Entry } from './model';

/** The entries of all connections in the order in which they were seen. */
export function entriesInOrder(
  conversations: readonly Conversation[],
): { conversation: Conversation; entry: Entry }[] {
  return conversations
    .flatMap((conversation) => conversation.entries.map((entry) => ({ conversation, entry })))
    .sort((one, other) => one.entry.moment.order - other.entry.moment.order);
}
