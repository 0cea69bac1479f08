import type { Conversation } from './model';

/**
 * Leaves out the connections to ports where nothing is COSP, if there is a port where something is. Whoever captures
 * all of a machine's traffic wants to see its chats; a server that speaks none of it is shown when it is alone.
 */
export function leaveOutOthers(all: readonly Conversation[]): {
  conversations: readonly Conversation[];
  note?: string;
} {
  const speaking = new Set(all.filter(speaks).map(portOf));
  const isOther = (one: Conversation): boolean => one.kind !== 'private' && !speaking.has(portOf(one));
  const left = all.filter(isOther);
  if (speaking.size === 0 || left.length === 0) return { conversations: all };
  const ports = [...new Set(left.map(portOf))].join(', ');
  const many = left.length === 1 ? '1 connection' : `${left.length} connections`;
  return {
    conversations: all.filter((one) => !isOther(one)),
    note: `${many} left out where nothing is COSP; --port shows them (${ports})`,
  };
}

function portOf({ server }: Conversation): string {
  return server?.slice(server.lastIndexOf(':') + 1) ?? '';
}

/** Whether the server has sent a whole frame, which text or encrypted bytes nearly never begin like. */
function speaks({ kind, entries }: Conversation): boolean {
  return kind === 'chat' && entries.some((entry) => entry.kind === 'frame' && entry.from === 'server');
}
