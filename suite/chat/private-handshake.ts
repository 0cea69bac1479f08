import { encodePrivateAccept, encodePrivateRefuse, encodePrivateRequest } from '../../wire';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import type { PrivateConnection } from './private-connections';
import { expectPrivate } from './private-expect';

/** What somebody needs who asks for, or accepts, a private connection under a port of the scenario's own. */
export interface DeclaredPort {
  port?: number;
}

/** Declares a port and gives the bytes of the request (request code 2). */
export async function privateRequest(
  chat: Chat,
  requester: ChatPeer,
  addressee: ChatPeer,
  { port }: DeclaredPort = {},
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
  declared: DeclaredPort = {},
): Promise<void> {
  requester.send('client_request', await privateRequest(chat, requester, addressee, declared));
}

/** Accepts a private connection (request code 3), whether somebody has asked for it or not. */
export async function accept(
  chat: Chat,
  accepter: ChatPeer,
  requester: ChatPeer,
  { port }: DeclaredPort = {},
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
export async function askAndTell(chat: Chat, requester: ChatPeer, addressee: ChatPeer): Promise<void> {
  await ask(chat, requester, addressee);
  await expectPrivate(chat, addressee, 'requested', [requester], 'COSP-6-2');
}

/** The request and its acceptance, up to both hearing of it; nobody has connected yet. */
export async function agree(chat: Chat, requester: ChatPeer, accepter: ChatPeer): Promise<PrivateConnection> {
  await askAndTell(chat, requester, accepter);
  await accept(chat, accepter, requester);
  await expectPrivate(chat, requester, 'accepted', [accepter], 'COSP-6.2-2');
  await expectPrivate(chat, accepter, 'established', [requester], 'COSP-6.2-2');
  return chat.privateConnections.between(requester, accepter);
}

/** A whole private connection, with both sides connected. */
export async function establish(
  chat: Chat,
  requester: ChatPeer,
  accepter: ChatPeer,
): Promise<PrivateConnection> {
  const connection = await agree(chat, requester, accepter);
  await chat.privateConnections.open(connection, requester, 'COSP-6.2-4');
  await chat.privateConnections.open(connection, accepter, 'COSP-6.2-4');
  return connection;
}
