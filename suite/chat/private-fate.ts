import { encodeClientHello } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { PrivateSide } from '../peer/private-side';
import { awaitDeparture } from './audit';
import type { Chat } from './chat';
import type { PrivateConnection } from './private-connections';

const ROUNDS = 3;
let sent = 0;

/**
 * Whether a private connection goes on after the chat connection of one of its clients has ended (COSP-6.2-13).
 * Bytes may still pass while the server is about to end it, hence several rounds with chat in between.
 */
export async function staysWithout(
  chat: Chat,
  connection: PrivateConnection,
  gone: ChatPeer,
): Promise<boolean> {
  const partner = connection.partnerOf(gone);
  const [left, right] = [connection.side(gone), connection.side(partner)];
  await awaitDeparture(partner, gone);
  for (let round = 0; round < ROUNDS; round++) {
    if (!(await passes(left, right)) || !(await passes(right, left))) {
      for (const side of [left, right]) side.abandon();
      return false;
    }
    await chat.fence(await chat.register(`newcomer ${round + 1}`), partner);
  }
  return true;
}

/** Whether some bytes come through, rather than the end of either side. */
async function passes(from: PrivateSide, to: PrivateSide): Promise<boolean> {
  const bytes = Buffer.from(`round ${++sent}`);
  from.send(bytes);
  const through = await to.connection.either(from.connection, () => {
    if (to.unaccounted.length >= bytes.length) return true;
    return from.gone || to.gone ? false : undefined;
  });
  if (through === undefined) {
    throw new Violation(`${to.name} got neither the other side's bytes nor the end`, {
      expected: 'a private connection that goes on, or one that ends',
    });
  }
  if (through) await to.receive(bytes);
  return through;
}

/**
 * What becomes of a connection from a declared port that came before the acceptance (COSP-6.2-16) and has asked
 * for a pseudonym: it is a side, and the other side gets that as bytes; or a chat client; or it is closed.
 */
export async function fateOfEarly(
  early: ChatPeer,
  partnersSide: PrivateSide,
): Promise<'kept' | 'closed' | 'ordinary'> {
  const hello = encodeClientHello(early.pseudonym);
  const fate = await partnersSide.connection.either(early.connection, () => {
    if (partnersSide.unaccounted.length >= hello.length) return 'kept';
    if (early.view) return 'ordinary';
    return early.gone ? 'closed' : undefined;
  });
  if (!fate) {
    throw new Violation('nothing became of a connection from a declared port before the acceptance', {
      expected: 'it is kept for the private connection, or closed, or an ordinary new connection',
      peer: early.name,
    });
  }
  if (fate === 'kept') await partnersSide.receive(hello);
  return fate;
}
