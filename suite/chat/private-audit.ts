import { printable } from '../../wire';
import { Violation } from '../judgement';
import type { PrivateSide } from '../peer/private-side';
import { blameForGreeting, blameForStray } from '../peer/stray-frame';
import type { Chat } from './chat';

/** What must hold of all private connections at the end of every scenario. */
export function checkPrivateConnections(chat: Chat): void {
  for (const side of chat.privateConnections.sides) checkSideAccounted(side);
  checkNoCallers(chat);
}

/** Every byte that came on a private connection is one that a step has asked for. */
function checkSideAccounted(side: PrivateSide): void {
  if (side.problem) throw side.problem;
  const rest = side.unaccounted;
  if (rest.length === 0) return;
  throw new Violation(`${side.name} got ${rest.length} bytes that the other side did not send`, {
    blames: blameForGreeting(rest) ?? blameForStray(rest),
    actual: printable(rest, 60),
    peer: side.name,
    frame: { bytes: rest, markOffset: 0 },
  });
}

/** The server knows the declared ports, and never connects to one (COSP-6-3). */
export function checkNoCallers(chat: Chat): void {
  for (const { port, reserved } of chat.privateConnections.declarations) {
    const [caller] = reserved?.callers ?? [];
    if (caller === undefined) continue;
    throw new Violation(`somebody connected to port ${port}, which a client had declared`, {
      blames: 'COSP-6-3',
      expected: 'the clients connect to the server, and nobody connects to a client',
      actual: `a connection from ${caller}`,
    });
  }
}
