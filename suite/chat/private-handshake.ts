import { encodePrivateAccept, encodePrivateRefuse, encodePrivateRequest } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import type { PrivateConnection } from './private-connections';
import { expectPrivate } from './private-expect';

/** How a private connection is asked for or accepted. */
export interface HandshakeOptions {
  /** A port that the scenario itself names; missing: one that is kept for the side. */
  port?: number;
  /** The requirement to blame when something fails that is part of the given one. */
  blame?: (base: string) => string;
}

const itself = (base: string): string => base;

/** Declares a port and gives the bytes of the request (request code 2). */
export async function privateRequest(
  chat: Chat,
  requester: ChatPeer,
  addressee: ChatPeer,
  { port }: HandshakeOptions = {},
): Promise<Buffer> {
  const id = await chat.addressOf(requester, addressee);
  const connection = chat.privateConnections.add(requester, addressee);
  return encodePrivateRequest(await chat.privateConnections.declare(connection, requester, port), id);
}

/** Asks for a private connection from a port that is kept for it, or from the given one. */
export async function ask(
  chat: Chat,
  requester: ChatPeer,
  addressee: ChatPeer,
  options: HandshakeOptions = {},
): Promise<void> {
  requester.send('client_request', await privateRequest(chat, requester, addressee, options));
}

/** Accepts a private connection (request code 3), whether somebody has asked for it or not. */
export async function accept(
  chat: Chat,
  accepter: ChatPeer,
  requester: ChatPeer,
  { port }: HandshakeOptions = {},
): Promise<void> {
  const id = await chat.addressOf(accepter, requester);
  const connection = chat.privateConnections.toAccept(requester, accepter);
  const declared = await chat.privateConnections.declare(connection, accepter, port);
  accepter.send('client_request', encodePrivateAccept(declared, id));
}

/** Refuses a private connection (request code -1), whether somebody has asked for it or not. */
export async function refuse(chat: Chat, refuser: ChatPeer, requester: ChatPeer): Promise<void> {
  refuser.send('client_request', encodePrivateRefuse(await chat.addressOf(refuser, requester)));
}

/** The request, up to the addressee's hearing of it. */
export async function askAndTell(
  chat: Chat,
  requester: ChatPeer,
  addressee: ChatPeer,
  options: HandshakeOptions = {},
): Promise<void> {
  const { blame = itself } = options;
  await ask(chat, requester, addressee, options);
  await expectPrivate(chat, addressee, 'requested', [requester], blame('COSP-6-2'));
}

/** A refusal, up to the requester's hearing of it. */
export async function refuseAndTell(
  chat: Chat,
  refuser: ChatPeer,
  requester: ChatPeer,
  { blame = itself }: HandshakeOptions = {},
): Promise<void> {
  await refuse(chat, refuser, requester);
  await expectPrivate(chat, requester, 'refused', [refuser], blame('COSP-6.3-2'));
}

/** The request and its acceptance, up to both hearing of it; nobody has connected yet. */
export async function agree(
  chat: Chat,
  requester: ChatPeer,
  accepter: ChatPeer,
  options: HandshakeOptions = {},
): Promise<PrivateConnection> {
  const { blame = itself } = options;
  await askAndTell(chat, requester, accepter, options);
  await accept(chat, accepter, requester);
  await expectPrivate(chat, requester, 'accepted', [accepter], blame('COSP-6.2-2'));
  await expectPrivate(chat, accepter, 'established', [requester], blame('COSP-6.2-2'));
  return chat.privateConnections.between(requester, accepter);
}

/** A whole private connection, with both sides connected. */
export async function establish(
  chat: Chat,
  requester: ChatPeer,
  accepter: ChatPeer,
  options: HandshakeOptions = {},
): Promise<PrivateConnection> {
  const { blame = itself } = options;
  const connection = await agree(chat, requester, accepter, options);
  await chat.privateConnections.open(connection, requester, blame('COSP-6.2-4'));
  await chat.privateConnections.open(connection, accepter, blame('COSP-6.2-4'));
  // Lets the server go round once, so that it has taken both: what comes earlier is another matter (COSP-6.2-5).
  await chat.fence(requester, accepter);
  return connection;
}
