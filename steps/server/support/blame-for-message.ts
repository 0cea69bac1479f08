import type { MessageKind } from '../../../suite/chat/expect';
import type { CospWorld } from './world';

/** What is blamed when a message of that kind does not come as it must. */
export function blameForMessage(world: CospWorld, kind: MessageKind): string {
  return world.blame(kind === 'broadcast' ? 'COSP-4-2' : 'COSP-5.1-1');
}
