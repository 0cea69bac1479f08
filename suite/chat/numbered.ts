import { encodeBroadcastRequest, encodeDirectRequest, ResponseCode } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import type { Chat } from './chat';
import { blameForOrder, expectMessage, type MessageKind } from './expect';
import { blameForMisdirected } from './misdirected';
import { sendTogether } from './together';

/** Whom a series of messages is for: everybody, one, the two in turn, or each other sender of the series. */
export interface Audience {
  readonly everybody: boolean;
  readonly one: string | undefined;
}

/** Messages of several senders, each of which counts its own from 1. */
export interface Series {
  readonly senders: readonly ChatPeer[];
  /** How many of each sender. */
  readonly count: number;
  readonly audience: Audience;
}

const LABEL = 24;
/** Its low byte has no sign: whether sizes are read with one is the business of COSP-1-1. */
const LONG = 1_400;

/** Message `number` of a sender: says whose and which it is, in up to 120 bytes; each tenth has 1,400. */
export function numberedText(sender: ChatPeer, number: number): Buffer {
  const length = number % 10 === 0 ? LONG : LABEL + ((number * 37) % 97);
  // Without spaces: whether they are kept is the business of COSP-1-2 alone.
  return Buffer.alloc(length, `message-${number}-of-${sender.name.replaceAll(' ', '-')},`);
}

const sentBefore = new WeakMap<ChatPeer, number>();

/**
 * Sends `count` messages of each sender without waiting for anything, the senders taking turns. A sender that
 * has sent some before counts on.
 */
export async function sendNumbered(chat: Chat, series: Series): Promise<void> {
  const requests = await Promise.all(series.senders.map((sender) => requestsOf(chat, sender, series)));
  for (let i = 0; i < series.count; i++) {
    for (const [k, sender] of series.senders.entries()) {
      for (const request of requests[k]?.[i] ?? []) sender.send('client_request', request);
    }
  }
}

/** Sends the messages of one sender as one piece, whatever the run's segmentation is. */
export async function sendNumberedTogether(
  chat: Chat,
  sender: ChatPeer,
  count: number,
  audience: Audience,
): Promise<void> {
  const requests = await requestsOf(chat, sender, { senders: [sender], count, audience });
  await sendTogether(
    sender,
    requests.flat().map((request) => ['client_request', request]),
  );
}

/** The requests of one sender: for each number one, or one to each addressee. */
export async function requestsOf(chat: Chat, sender: ChatPeer, series: Series): Promise<Buffer[][]> {
  const ids = await Promise.all(addressees(chat, sender, series).map((to) => chat.addressOf(sender, to)));
  const before = sentBefore.get(sender) ?? 0;
  sentBefore.set(sender, before + series.count);
  return numbers(series.count).map((k) => {
    const number = before + k;
    const text = numberedText(sender, number);
    if (isForEverybody(series.audience, number)) return [encodeBroadcastRequest(text)];
    return ids.map((id) => encodeDirectRequest(id, text));
  });
}

function addressees(chat: Chat, sender: ChatPeer, { senders, audience }: Series): ChatPeer[] {
  if (audience.one !== undefined) return [chat.peer(audience.one)];
  return audience.everybody ? [] : senders.filter((other) => other !== sender);
}

function isForEverybody({ everybody, one }: Audience, number: number): boolean {
  return everybody && (one === undefined || number % 2 === 1);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** What `receiver` must get of a series: kind, sender and text, in the order of each sender. */
function dueTo(receiver: ChatPeer, sender: ChatPeer, { count, audience }: Series): [MessageKind, Buffer][] {
  const due: [MessageKind, Buffer][] = [];
  for (const number of numbers(count)) {
    const text = numberedText(sender, number);
    if (isForEverybody(audience, number)) due.push(['broadcast', text]);
    else if (audience.one === undefined || audience.one === receiver.name) due.push(['direct', text]);
  }
  return due;
}

/** Waits until `receiver` has got all of a series that is for it, each sender's in order, and takes it. */
export async function expectNumbered(
  chat: Chat,
  receiver: ChatPeer,
  series: Series,
  blame: (kind: MessageKind) => string,
): Promise<void> {
  for (const sender of series.senders) {
    if (sender === receiver) continue;
    for (const [kind, text] of dueTo(receiver, sender, series)) {
      await expectMessage(chat, receiver, sender, kind, text, blame(kind));
    }
  }
}

/**
 * Takes what `receiver` has got of a series of which it need not get all: because it came later or a sender
 * went earlier. What it has got must be without a gap and in order.
 */
export async function takeSomeNumbered(chat: Chat, receiver: ChatPeer, series: Series): Promise<void> {
  for (const sender of series.senders) {
    if (sender === receiver || receiver.view?.lastIdOf(sender.key) === undefined) continue;
    const id = await chat.addressOf(receiver, sender);
    const came = receiver.inbox.filter((frame) => frame.text && frame.id === id);
    const due = dueTo(receiver, sender, series);
    const [first] = came;
    const from = due.findIndex((message) => first && isSame(first, message));
    for (const [i, frame] of came.entries()) {
      const message = due[from + i];
      if (from < 0 || !message || !isSame(frame, message)) {
        const overtaken = came.slice(i + 1).find((other) => isBefore(due, other, frame));
        throw outOfPlace(chat, receiver, sender, frame, overtaken);
      }
      receiver.inbox.splice(receiver.inbox.indexOf(frame), 1);
    }
  }
}

function isSame(frame: Received, [kind, text]: [MessageKind, Buffer]): boolean {
  const code = kind === 'broadcast' ? ResponseCode.BROADCAST : ResponseCode.DIRECT;
  return frame.code === code && frame.text?.equals(text) === true;
}

/** Whether a message was sent before another one. */
function isBefore(due: readonly [MessageKind, Buffer][], one: Received, other: Received): boolean {
  const at = due.findIndex((message) => isSame(one, message));
  return at >= 0 && at < due.findIndex((message) => isSame(other, message));
}

function outOfPlace(
  chat: Chat,
  receiver: ChatPeer,
  sender: ChatPeer,
  frame: Received,
  overtaken: Received | undefined,
): Violation {
  return new Violation(`"${receiver.name}" got a message of "${sender.name}" that is not the next one`, {
    ...(overtaken
      ? { blames: blameForOrder(frame.code, overtaken.code), presumed: true }
      : blameForMisdirected(chat, receiver, frame)),
    expected: 'messages as they were sent, without a gap and in order',
    actual: frame.summary,
    peer: receiver.name,
    frame: { type: frame.type, bytes: frame.bytes },
  });
}
