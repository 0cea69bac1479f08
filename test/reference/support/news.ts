import { ConnectionCode, type FrameOf, ResponseCode, textOf } from '../../../wire';

/** What a server tells a client, in a form that is short to write down and can be compared. */
export type News =
  | 'pseudonym in use'
  | 'absent'
  | { readonly accepted: Readonly<Record<number, string>> }
  | { readonly joined: number; readonly pseudonym: string }
  | { readonly left: number }
  | { readonly broadcast: string; readonly from: number }
  | { readonly direct: string; readonly from: number }
  | { readonly privateRequested: number }
  | { readonly privateAccepted: number }
  | { readonly privateEstablished: number }
  | { readonly privateRefused: number }
  /** The end of the connection: `ended`, or the code of the error that it was lost by. */
  | { readonly over: string };

// Bytes that are not UTF-8 would look alike as text.
const shown = (bytes: Uint8Array): string => textOf(bytes) ?? `hex ${Buffer.from(bytes).toString('hex')}`;

export function newsOfReply(frame: FrameOf<'connection_reply'>): News {
  if (frame.code !== ConnectionCode.ACCEPTED) return 'pseudonym in use';
  const entries = frame.body.clients.map((client) => [client.idClient, shown(client.pseudonym)] as const);
  const accepted = Object.fromEntries(entries);
  if (Object.keys(accepted).length < entries.length) throw new Error('an identifier is twice in the list');
  return { accepted };
}

export function newsOfResponse(frame: FrameOf<'server_response'>): News {
  switch (frame.code) {
    case ResponseCode.JOINED:
      return { joined: frame.body.idClient, pseudonym: shown(frame.body.pseudonym) };
    case ResponseCode.LEFT:
      return { left: frame.body.idClient };
    case ResponseCode.BROADCAST:
      return { broadcast: shown(frame.body.text), from: frame.body.idSender };
    case ResponseCode.DIRECT:
      return { direct: shown(frame.body.text), from: frame.body.idSender };
    case ResponseCode.PRIVATE_REQUESTED:
      return { privateRequested: frame.body.idRequester };
    case ResponseCode.PRIVATE_ACCEPTED:
      return { privateAccepted: frame.body.idAccepter };
    case ResponseCode.PRIVATE_ESTABLISHED:
      return { privateEstablished: frame.body.idRequester };
    case ResponseCode.ABSENT:
      return 'absent';
    case ResponseCode.PRIVATE_REFUSED:
      return { privateRefused: frame.body.idRefuser };
  }
}
