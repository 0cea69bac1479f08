import { encodeBroadcastRequest, encodeDirectRequest, ResponseCode } from '../../wire';
import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Received } from '../peer/received';
import { awaitDeparture, DEPARTURES } from './audit';
import type { Chat } from './chat';
import { expectMessage } from './expect';

let rounds = 0;

/**
 * Proves that the server still does everything for `peers`: messages of each to everybody and to the next one
 * arrive, a newcomer is accepted and announced, and so is its departure. What fails is blamed on `blames`.
 */
export async function expectService(chat: Chat, peers: readonly ChatPeer[], blames: string): Promise<void> {
  const round = ++rounds;
  await expectMessages(chat, peers, `round ${round}`, blames);
  const newcomer = await chat.register(`visitor ${round}`, undefined, blames);
  await Promise.all(peers.map((peer) => chat.idOf(peer, newcomer, blames)));
  newcomer.leave('close');
  await Promise.all(peers.map((peer) => awaitDeparture(peer, newcomer, blames)));
}

/** Each writes to everybody and, when that has arrived, to the next one; all get what is for them. */
export async function expectMessages(
  chat: Chat,
  peers: readonly ChatPeer[],
  text: string,
  blames: string,
): Promise<void> {
  const toAll = Buffer.from(`${text} to all`);
  for (const sender of peers) sender.send('client_request', encodeBroadcastRequest(toAll));
  const pairs = peers.flatMap((sender) => peers.map((peer) => ({ sender, peer })));
  const different = pairs.filter(({ sender, peer }) => sender !== peer);
  await Promise.all(
    different.map(({ sender, peer }) => expectMessage(chat, peer, sender, 'broadcast', toAll, blames)),
  );
  const toOne = Buffer.from(`${text} to one`);
  const nexts = peers.map((sender, i) => ({ sender, peer: peers[(i + 1) % peers.length] as ChatPeer }));
  for (const { sender, peer } of nexts) {
    sender.send('client_request', encodeDirectRequest(await chat.idOf(sender, peer), toOne));
  }
  await Promise.all(
    nexts.map(({ sender, peer }) => expectMessage(chat, peer, sender, 'direct', toOne, blames)),
  );
}

/**
 * Ends the connection of somebody who has broken the protocol and waits until the server has noticed: it closes
 * the connection too, or announces the departure. What others have got from it by then is nobody's business,
 * since nonsense may hold a frame.
 */
export async function seeOff(chat: Chat, offender: ChatPeer, blames: string): Promise<void> {
  if (!offender.leaving && !offender.gone) offender.stopSending('mid-frame');
  const [witness] = listenersBut(chat, offender);
  if (witness && offender.registered) await untilNoticed(offender, witness, blames);
  for (const peer of listenersBut(chat, offender)) {
    if (offender.registered) await untilTold(peer, offender);
    overlook(peer, offender);
  }
}

/**
 * Waits for the departure, behind which nothing comes that the offender has sent: the end of its own connection may be
 * seen earlier. Where it does not come, the end of the scenario tells that.
 */
async function untilTold(peer: ChatPeer, { key }: ChatPeer): Promise<void> {
  await peer.connection.until(() =>
    peer.view?.idOf(key) === undefined || peer.gone || peer.problem ? true : undefined,
  );
}

/** Takes away what the peer has got from the offender. */
function overlook(peer: ChatPeer, { key }: ChatPeer): void {
  const id = peer.view?.lastIdOf(key);
  // -1 says that an addressee is absent, which the offender is now.
  const isOf = ({ code, id: from }: Received): boolean => code === ResponseCode.ABSENT || from === id;
  const isAnswer = (frame: Received): boolean =>
    isOf(frame) && (frame.code === ResponseCode.ABSENT || frame.code === ResponseCode.PRIVATE_REFUSED);
  // Whose request was not answered before the addressee left may be told so, in any order (COSP-6.2-17).
  if (!peer.inbox.some(isAnswer)) peer.forgive(id);
  peer.inbox.splice(0, peer.inbox.length, ...peer.inbox.filter((frame) => !isOf(frame)));
}

function listenersBut(chat: Chat, offender: ChatPeer): ChatPeer[] {
  return chat.present().filter((peer) => peer !== offender && !peer.deaf && !peer.uncertain);
}

async function untilNoticed(offender: ChatPeer, witness: ChatPeer, blames: string): Promise<void> {
  const { connection } = offender;
  const closed = (): boolean => connection.finReceived || connection.end?.endsWith('by the server') === true;
  const noticed = await connection.either(witness.connection, () => {
    if (witness.gone) return false;
    return closed() || witness.view?.idOf(offender.key) === undefined ? true : undefined;
  });
  if (noticed === false) {
    throw new Violation(`the server ended the connection of "${witness.name}", which did nothing wrong`, {
      blames,
      expected: 'the service goes on for all others',
      peer: witness.name,
    });
  }
  if (noticed) return;
  throw new Violation(`the server took no notice when "${offender.name}" ended its connection`, {
    blames: DEPARTURES[offender.leaving ?? 'close'],
    expected: `response 1: the departure of "${offender.name}"`,
    peer: witness.name,
  });
}
