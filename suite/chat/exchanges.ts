import {
  type EntryType,
  encodeBroadcastRequest,
  encodeClientHello,
  encodeDirectRequest,
  encodePrivateAccept,
  encodePrivateRefuse,
  encodePrivateRequest,
} from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import { expectMessage } from './expect';
import { expectPrivate } from './private-expect';
import { askAndTell } from './private-handshake';

/** The five kinds of request that a registered client can send, as the features call them. */
export const REQUESTS = [
  'a message to everybody',
  'a message to one client',
  'a private request',
  'an acceptance',
  'a refusal',
] as const;

export type RequestKind = (typeof REQUESTS)[number];

/** Every kind of frame that a client can send. */
export type FrameKind = RequestKind | 'a pseudonym';

/**
 * A frame of which it can be told that the server has handled it: made ready first (whoever is to be accepted
 * has asked), then sent by the caller in whatever pieces, then seen by its effect.
 */
export interface Exchange {
  readonly sender: ChatPeer;
  readonly type: EntryType;
  readonly bytes: Buffer;
  /** Waits for all that the frame must cause, takes it, and brings what was begun to its end. */
  effect(): Promise<void>;
}

/** What an exchange is about: `blames` is the requirement that fails when the effect does not come. */
export interface ExchangeParties {
  sender: ChatPeer;
  /** Whom a request is for, or whose request is answered. */
  partner: ChatPeer;
  blames: string;
}

/** Never connected from: ports that the system gives to outgoing connections are higher. */
const DECLARED_PORT = 9_000;

let newcomers = 0;
let messages = 0;

/** Makes an exchange ready. For a pseudonym the sender is a new connection, since it can be given only once. */
export function prepareExchange(chat: Chat, kind: FrameKind, parties: ExchangeParties): Promise<Exchange> {
  return PREPARATIONS[kind](chat, parties);
}

const PREPARATIONS: Record<FrameKind, (chat: Chat, parties: ExchangeParties) => Promise<Exchange>> = {
  'a pseudonym': prepareHello,
  'a message to everybody': prepareBroadcast,
  'a message to one client': prepareDirect,
  'a private request': preparePrivateRequest,
  'an acceptance': prepareAcceptance,
  'a refusal': prepareRefusal,
};

/** Six bytes, and none that were sent a moment ago: a server that takes them for a repetition is the subject elsewhere. */
function nextText(audience: 'all' | 'one'): Buffer {
  return Buffer.from(`${audience} ${String(++messages % 100).padStart(2, '0')}`);
}

async function prepareHello(chat: Chat, { blames }: ExchangeParties): Promise<Exchange> {
  const name = `newcomer ${++newcomers}`;
  const sender = await chat.connect(name);
  const pseudonym = chat.pseudonymFor(name);
  sender.announceAsking(pseudonym);
  const effect = async (): Promise<void> => {
    await sender.accepted(blames);
    sender.leave('close');
  };
  return { sender, type: 'client_hello', bytes: encodeClientHello(pseudonym), effect };
}

async function prepareBroadcast(chat: Chat, { sender, blames }: ExchangeParties): Promise<Exchange> {
  const text = nextText('all');
  const effect = async (): Promise<void> => {
    for (const other of chat.present()) {
      if (other !== sender) await expectMessage(chat, other, sender, 'broadcast', text, blames);
    }
  };
  return { sender, type: 'client_request', bytes: encodeBroadcastRequest(text), effect };
}

async function prepareDirect(chat: Chat, { sender, partner, blames }: ExchangeParties): Promise<Exchange> {
  const text = nextText('one');
  const bytes = encodeDirectRequest(await chat.idOf(sender, partner), text);
  const effect = (): Promise<void> => expectMessage(chat, partner, sender, 'direct', text, blames);
  return { sender, type: 'client_request', bytes, effect };
}

/** The request is refused in the end, so that the next one to the same client is a first one again. */
async function preparePrivateRequest(
  chat: Chat,
  { sender, partner, blames }: ExchangeParties,
): Promise<Exchange> {
  const bytes = encodePrivateRequest(DECLARED_PORT, await chat.idOf(sender, partner));
  const effect = async (): Promise<void> => {
    await expectPrivate(chat, partner, 'requested', [sender], blames);
    partner.send('client_request', encodePrivateRefuse(await chat.idOf(partner, sender)));
    await expectPrivate(chat, sender, 'refused', [partner], 'COSP-6.3-2');
  };
  return { sender, type: 'client_request', bytes, effect };
}

async function prepareRefusal(chat: Chat, { sender, partner, blames }: ExchangeParties): Promise<Exchange> {
  await askAndTell(chat, partner, sender);
  const bytes = encodePrivateRefuse(await chat.idOf(sender, partner));
  const effect = (): Promise<void> => expectPrivate(chat, partner, 'refused', [sender], blames);
  return { sender, type: 'client_request', bytes, effect };
}

/**
 * The requester is a newcomer, since nothing says that two clients can have two private connections. In the end
 * both sides connect and close, so that the server has nothing left to wait for.
 */
async function prepareAcceptance(chat: Chat, { sender, blames }: ExchangeParties): Promise<Exchange> {
  const requester = await chat.register(`requester ${++newcomers}`);
  await askAndTell(chat, requester, sender);
  const connection = chat.privateConnections.between(requester, sender);
  const port = await chat.privateConnections.declare(connection, sender);
  const bytes = encodePrivateAccept(port, await chat.idOf(sender, requester));
  const effect = async (): Promise<void> => {
    await expectPrivate(chat, requester, 'accepted', [sender], blames);
    await expectPrivate(chat, sender, 'established', [requester], blames);
    for (const peer of [requester, sender]) {
      const side = await chat.privateConnections.open(connection, peer);
      side.connection.close();
    }
    requester.leave('close');
  };
  return { sender, type: 'client_request', bytes, effect };
}
