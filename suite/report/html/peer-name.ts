import type { Role } from '../../../spec';

/** How the suite, when it plays the server, calls its connection to the client that is tested. */
const CHAT_CONNECTION = 'the client';

/** What a peer of the conversation is called in a diagram, where the target has a lifeline of its own. */
export function peerName(peer: string, role: Role): string {
  return role === 'client' && peer === CHAT_CONNECTION ? 'server' : peer;
}
