import { ResponseCode } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import type { Chat } from './chat';

/** What a client has got for what it did, where the protocol leaves that open. */
export interface Answer {
  /** Frames but roster updates and fences, taken out of the inbox. */
  readonly frames: readonly Received[];
  /** The server has ended the client's connection. */
  readonly closed: boolean;
}

/**
 * Waits until the server has handled what `peer` has sent, and takes what `peer` got for it. Where the server may end
 * its connection for that, it must be uncertain before it sends: others may hear of its departure before it sees its end.
 */
export async function answerTo(chat: Chat, peer: ChatPeer): Promise<Answer> {
  const witness =
    chat.present().find((other) => other !== peer && !other.deaf && !other.uncertain) ??
    (await chat.register('witness'));
  if (!peer.gone) await chat.fenceOrEnd(peer, witness);
  if (!peer.gone) await chat.fenceOrEnd(witness, peer);
  if (peer.problem) throw peer.problem;
  // Where what it sent behind was served, the server has kept it.
  peer.uncertain = peer.gone;
  return { frames: peer.inbox.splice(0), closed: peer.gone };
}

/** Whether the answer is nothing but response -1. */
export function isAbsent({ frames }: Answer): boolean {
  return frames.length === 1 && frames[0]?.code === ResponseCode.ABSENT;
}

/** Whether the answer is nothing but one frame of that code with that identifier. */
export function isOnly({ frames }: Answer, code: ResponseCode, id: number): boolean {
  return frames.length === 1 && frames[0]?.code === code && frames[0].id === id;
}

/** Whether the client has got nothing and its connection goes on. */
export function isNothing({ frames, closed }: Answer): boolean {
  return frames.length === 0 && !closed;
}

/** The answer in words. */
export function inWords({ frames, closed }: Answer): string {
  const parts = frames.map(({ summary }) => summary);
  if (closed) parts.push('the server ended the connection');
  return parts.join('; ') || 'nothing';
}

/**
 * Records the first option of the register of choices that holds.
 * @throws Violation when none does.
 */
export function recordOption(
  chat: Chat,
  choice: { id: string; key?: string },
  options: Readonly<Record<string, boolean>>,
  actual: string,
): void {
  const names = Object.keys(options);
  const option = names.find((name) => options[name]);
  if (option === undefined) {
    throw new Violation('the server did something that the register of choices does not know', {
      expected: names.join(', '),
      actual,
    });
  }
  chat.choose(choice.id, option, choice.key);
}
