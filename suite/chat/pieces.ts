import { FrameError, Framer } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';

/**
 * Lets the server go round once for two clients that have nothing to do with the stream under test: whatever was
 * written before has lain ready for it meanwhile. Without two such clients there is no round.
 */
export async function goRound(chat: Chat): Promise<void> {
  const [from, to] = chat.present().filter((peer) => !peer.sendsPieces && !peer.deaf && !peer.uncertain);
  if (from && to) await chat.fence(from, to);
}

/** Sends `bytes` in pieces, cut at the given offsets in rising order; the server goes round between two pieces. */
export async function sendInPieces(
  chat: Chat,
  peer: ChatPeer,
  bytes: Buffer,
  cuts: readonly number[],
): Promise<void> {
  peer.sendsPieces = true;
  for (const [i, from] of [0, ...cuts].entries()) {
    if (i > 0) await goRound(chat);
    await peer.sendPiece(bytes.subarray(from, cuts[i]), `piece ${i + 1} of ${cuts.length + 1}`);
  }
}

/** The offsets that cut `length` bytes into pieces of `size` bytes. */
export function evenCuts(length: number, size: number): number[] {
  const cuts: number[] = [];
  for (let at = size; at < length; at += size) cuts.push(at);
  return cuts;
}

/**
 * Sends bytes that need not be a frame. Where they begin with the pseudonym of a client that is not registered yet,
 * that is taken note of: it may be accepted and announced.
 */
export async function sendRaw(peer: ChatPeer, bytes: Buffer, note?: string): Promise<void> {
  const pseudonym = peer.registered ? undefined : pseudonymIn(bytes);
  if (pseudonym) peer.announceAsking(pseudonym);
  await peer.sendPiece(bytes, note);
}

function pseudonymIn(bytes: Buffer): Uint8Array | undefined {
  const framer = new Framer('client_hello');
  framer.push(bytes);
  try {
    return framer.next()?.frame.pseudonym;
  } catch (error) {
    if (error instanceof FrameError) return undefined;
    throw error;
  }
}
