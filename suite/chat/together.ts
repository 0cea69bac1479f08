import type { EntryType } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';

/** Sends frames in one piece, whatever the run's segmentation is. */
export async function sendTogether(
  peer: ChatPeer,
  frames: readonly (readonly [EntryType, Buffer])[],
): Promise<void> {
  for (const [type, bytes] of frames) peer.noteSent(type, bytes);
  const whole = Buffer.concat(frames.map(([, bytes]) => bytes));
  await peer.sendPiece(whole, `${frames.length} frames in one piece`);
}

/** Whether `receiver` has got one message of that text from `sender`, which is taken. */
export function messageReached(receiver: ChatPeer, sender: ChatPeer, text: Buffer): boolean {
  const id = receiver.view?.lastIdOf(sender.key);
  const at = receiver.inbox.findIndex((frame) => frame.id === id && frame.text?.equals(text));
  if (at >= 0) receiver.inbox.splice(at, 1);
  return at >= 0;
}
