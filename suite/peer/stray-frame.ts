import { Cosp, Framer } from '../../wire';

const OF_THE_CHAT = new Set<number>([
  Cosp.ResponseCode.JOINED,
  Cosp.ResponseCode.LEFT,
  Cosp.ResponseCode.BROADCAST,
  Cosp.ResponseCode.DIRECT,
]);

/**
 * What is broken by bytes on a private connection that nobody has sent: COSP-6.2-6 where they belong to the chat, since they
 * begin with a whole roster update or message; else undefined.
 */
export function blameForStray(bytes: Uint8Array): string | undefined {
  const framer = new Framer('server_response');
  try {
    framer.push(bytes);
    const captured = framer.next();
    return captured && OF_THE_CHAT.has(captured.frame.code) ? 'COSP-6.2-6' : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What is broken by the first bytes on a private connection: COSP-6.2-6 where an answer to a pseudonym, which is a single 0,
 * stands in front of the beginning of what is due (or of nothing); else undefined.
 */
export function blameForGreeting(bytes: Uint8Array, due: Uint8Array = new Uint8Array()): string | undefined {
  const behind = bytes.subarray(1);
  const isGreeting =
    bytes[0] === Cosp.ConnectionCode.ACCEPTED && Buffer.from(due.subarray(0, behind.length)).equals(behind);
  return isGreeting ? 'COSP-6.2-6' : undefined;
}
