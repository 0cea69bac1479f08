import { Cosp, Framer } from '../../wire';

const OF_THE_CHAT = new Set<number>([
  Cosp.ResponseCode.JOINED,
  Cosp.ResponseCode.LEFT,
  Cosp.ResponseCode.BROADCAST,
  Cosp.ResponseCode.DIRECT,
]);

/**
 * What is broken by bytes on a private connection that nobody has sent: COSP-6.2-6 where they begin with a whole
 * roster update or message, which belongs to the chat; else undefined.
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
