import type { EntryType, FrameOf } from './frames';
import { Cosp } from './generated/Cosp';
import { countOf, printable } from './text';

const SHOWN_CHARACTERS = 60;
const SHOWN_CLIENTS = 5;

const spoken = (name: string | undefined): string => (name ?? '?').toLowerCase().replaceAll('_', ' ');
const sized = (bytes: Uint8Array): string => `${countOf(bytes.length)} ${printable(bytes, SHOWN_CHARACTERS)}`;

function requestDetails(frame: Cosp.ClientRequest): string {
  const { RequestCode } = Cosp;
  switch (frame.code) {
    case RequestCode.BROADCAST:
      return `, ${sized(frame.body.text)}`;
    case RequestCode.DIRECT:
      return ` to ${frame.body.idAddressee}, ${sized(frame.body.text)}`;
    case RequestCode.PRIVATE_REQUEST:
      return ` to ${frame.body.idAddressee}, port ${frame.body.port}`;
    case RequestCode.PRIVATE_ACCEPT:
      return ` of ${frame.body.idRequester}, port ${frame.body.port}`;
    case RequestCode.PRIVATE_REFUSE:
      return ` of ${frame.body.idRequester}`;
  }
}

function replyDetails(frame: Cosp.ConnectionReply): string {
  if (frame.code !== Cosp.ConnectionCode.ACCEPTED) return '';
  const { clients } = frame.body;
  const shown = clients.slice(0, SHOWN_CLIENTS).map((client) => {
    return `${client.idClient} ${printable(client.pseudonym, SHOWN_CHARACTERS)}`;
  });
  if (clients.length > SHOWN_CLIENTS) shown.push(`and ${clients.length - SHOWN_CLIENTS} more`);
  const count = clients.length === 1 ? '1 client' : `${clients.length} clients`;
  return `, ${count}${shown.length > 0 ? ': ' : ''}${shown.join(', ')}`;
}

function responseDetails(frame: Cosp.ServerResponse): string {
  const { ResponseCode } = Cosp;
  switch (frame.code) {
    case ResponseCode.JOINED:
      return ` ${frame.body.idClient}, ${sized(frame.body.pseudonym)}`;
    case ResponseCode.LEFT:
      return ` ${frame.body.idClient}`;
    case ResponseCode.BROADCAST:
    case ResponseCode.DIRECT:
      return ` from ${frame.body.idSender}, ${sized(frame.body.text)}`;
    case ResponseCode.PRIVATE_REQUESTED:
      return ` from ${frame.body.idRequester}`;
    case ResponseCode.PRIVATE_ACCEPTED:
      return ` by ${frame.body.idAccepter}`;
    case ResponseCode.PRIVATE_ESTABLISHED:
      return ` with ${frame.body.idRequester}`;
    case ResponseCode.ABSENT:
      return '';
    case ResponseCode.PRIVATE_REFUSED:
      return ` by ${frame.body.idRefuser}`;
  }
}

/** One line for a person, such as `response 2 (broadcast) from 5, 11 bytes "hello world"`. Long texts are cut. */
export function describeFrame<E extends EntryType>(type: E, frame: FrameOf<E>): string;
export function describeFrame(type: EntryType, frame: FrameOf<EntryType>): string {
  if (type === 'client_hello') return `pseudonym, ${sized((frame as Cosp.ClientHello).pseudonym)}`;
  if (type === 'client_request') {
    const request = frame as Cosp.ClientRequest;
    return `request ${request.code} (${spoken(Cosp.RequestCode[request.code])})${requestDetails(request)}`;
  }
  if (type === 'connection_reply') {
    const reply = frame as Cosp.ConnectionReply;
    return `connection ${reply.code} (${spoken(Cosp.ConnectionCode[reply.code])})${replyDetails(reply)}`;
  }
  const response = frame as Cosp.ServerResponse;
  return `response ${response.code} (${spoken(Cosp.ResponseCode[response.code])})${responseDetails(response)}`;
}
