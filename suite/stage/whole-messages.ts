import { Cosp, encodeBroadcastRequest } from '../../wire';
import { newNonce } from '../fence-nonce';
import { Inconclusive, Violation } from '../judgement';
import type { Parts } from './audit';

const MESSAGES = new Set<number>([Cosp.RequestCode.BROADCAST, Cosp.RequestCode.DIRECT]);

/**
 * What a client sends of a text that no frame holds is its own matter: nothing, a part, or several messages. But they must
 * be whole messages, behind which the server still understands what the user writes next.
 * @param blames what is broken where it does not.
 */
export async function onlyWholeMessages(
  { stage, user }: Pick<Parts, 'stage' | 'user'>,
  blames: string,
): Promise<void> {
  const nonce = Buffer.from(newNonce());
  if (!(await user.tryBroadcast(nonce)))
    throw new Inconclusive('the client takes no message any more after a text that no frame holds');
  const last = encodeBroadcastRequest(nonce);
  const expected = 'whole messages, and what its user wrote last';
  for (;;) {
    const { bytes, type, summary } = await stage.link.next(expected, blames);
    if (bytes.equals(last)) return;
    if (MESSAGES.has(bytes.readInt8(0))) continue;
    throw new Violation('the client sent something else than messages', {
      blames,
      expected,
      actual: summary,
      peer: stage.link.name,
      frame: { type, bytes },
    });
  }
}
