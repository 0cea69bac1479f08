import { type Captured, Cosp, decode, describeFrame, type EntryType } from '../../wire';

/**
 * A frame from the server that a step has to look at. What a captured frame holds is good only until the
 * next chunk: this has copies.
 */
export class Received {
  readonly type: EntryType = 'server_response';
  readonly code: number;
  /** The identifier that it bears, where it bears one. */
  readonly id: number | undefined;
  /** The text that it bears, where it bears one. */
  readonly text: Buffer | undefined;
  readonly bytes: Buffer;

  constructor({ frame, bytes }: Pick<Captured<'server_response'>, 'frame' | 'bytes'>) {
    this.code = frame.code;
    this.id = identifierOf(frame);
    this.text = textBytesOf(frame);
    this.bytes = Buffer.from(bytes);
  }

  /** One line for a person. */
  get summary(): string {
    return describeFrame(this.type, decode(this.type, this.bytes));
  }
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
