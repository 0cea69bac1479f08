import { encodeDirectRequest, RequestCode, ResponseCode } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import type { Chat } from './chat';

/** What became of a message that the protocol says nothing about, as its receiver and its sender saw it. */
export interface MessageFate {
  /** Messages to everybody that came from the sender; taken out of the inbox. */
  readonly messages: readonly Received[];
  /** The message that was sent behind it has arrived. */
  readonly nextArrived: boolean;
  /** The server has ended the sender's connection. */
  readonly closed: boolean;
  /** The message has come with its size as it was, which no reader of signed sizes can read. */
  readonly unreadable: boolean;
}

/** A message to everybody of any size up to 65,535, also one that is negative as a SHORT. */
function broadcastOfAnySize(text: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head.writeInt8(RequestCode.BROADCAST, 0);
  head.writeUInt16BE(text.length, 1);
  return Buffer.concat([head, text]);
}

/** Sends `text` to everybody and, in the same piece, `next` to `receiver` alone. */
export async function sendWithNext(
  chat: Chat,
  sender: ChatPeer,
  text: Buffer,
  [next, receiver]: [Buffer, ChatPeer],
): Promise<void> {
  const behind = encodeDirectRequest(await chat.idOf(sender, receiver), next);
  const piece = Buffer.concat([broadcastOfAnySize(text), behind]);
  sender.uncertain = true;
  await sender.sendPiece(piece, 'a message of which much is left open, and one behind it');
}

/** Waits until it is clear what became of such a `text` at `receiver`: the next message has come, or cannot come any more. */
export async function fateOf(
  chat: Chat,
  sender: ChatPeer,
  receiver: ChatPeer,
  [text, next]: [Buffer, Buffer],
): Promise<MessageFate> {
  const id = await chat.addressOf(receiver, sender);
  const isNext = (frame: Received): boolean =>
    frame.code === ResponseCode.DIRECT && frame.text?.equals(next) === true;
  await receiver.connection.either(sender.connection, () =>
    receiver.problem || sender.gone || receiver.inbox.some(isNext) ? true : undefined,
  );
  const nextArrived = receiver.inbox.some(isNext);
  const messages = receiver.inbox.filter(
    ({ code, id: from }) => code === ResponseCode.BROADCAST && from === id,
  );
  receiver.inbox.splice(0);
  const unreadable = receiver.problem !== undefined && isForwarded(receiver.pendingBytes, text.length, id);
  if (receiver.problem && !unreadable) throw receiver.problem;
  if (unreadable) lose(receiver);
  return { messages, nextArrived, closed: sender.gone, unreadable };
}

function isForwarded(bytes: Uint8Array, size: number, id: number): boolean {
  const expected = Buffer.alloc(5);
  expected.writeInt8(ResponseCode.BROADCAST, 0);
  expected.writeInt16BE(id, 1);
  expected.writeUInt16BE(size, 3);
  return expected.equals(bytes.subarray(0, expected.length));
}

/** Whoever has got what it cannot read has lost its place in the stream for good. */
function lose(receiver: ChatPeer): void {
  receiver.problem = undefined;
  receiver.leave('close');
}
