import { type Captured, Cosp, describeFrame, type EntryType } from '../../wire';

/** A frame from the server that a step has to look at; its bytes are the suite's own copy. */
export interface Received {
  readonly type: EntryType;
  readonly code: number;
  /** The identifier that it bears, where it bears one. */
  readonly id: number | undefined;
  /** The text that it bears, where it bears one. */
  readonly text: Buffer | undefined;
  readonly bytes: Buffer;
  /** One line for a person. */
  readonly summary: string;
}

/** Copies what a step needs out of a captured response, whose bytes are good only until the next chunk. */
export function receivedResponse(captured: Captured<'server_response'>): Received {
  const { frame } = captured;
  return {
    type: captured.type,
    code: frame.code,
    id: identifierOf(frame),
    text: textBytesOf(frame),
    bytes: Buffer.from(captured.bytes),
    summary: describeFrame(captured.type, frame),
  };
}

/** The identifier that a response bears; undefined for -1, which stands alone. */
export function identifierOf(frame: Cosp.ServerResponse): number | undefined {
  switch (frame.code) {
    case Cosp.ResponseCode.JOINED:
    case Cosp.ResponseCode.LEFT:
      return frame.body.idClient;
    case Cosp.ResponseCode.BROADCAST:
    case Cosp.ResponseCode.DIRECT:
      return frame.body.idSender;
    case Cosp.ResponseCode.PRIVATE_REQUESTED:
    case Cosp.ResponseCode.PRIVATE_ESTABLISHED:
      return frame.body.idRequester;
    case Cosp.ResponseCode.PRIVATE_ACCEPTED:
      return frame.body.idAccepter;
    case Cosp.ResponseCode.PRIVATE_REFUSED:
      return frame.body.idRefuser;
    default:
      return undefined;
  }
}

function textBytesOf(frame: Cosp.ServerResponse): Buffer | undefined {
  if (frame.code === Cosp.ResponseCode.BROADCAST || frame.code === Cosp.ResponseCode.DIRECT) {
    return Buffer.from(frame.body.text);
  }
  return undefined;
}
