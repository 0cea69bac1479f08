import { Cosp } from './generated/Cosp';
import type { FrameStream } from './stream';

/** Frame types by the name that cosp.ksy gives them. */
interface Frames {
  client_hello: Cosp.ClientHello;
  client_request: Cosp.ClientRequest;
  connection_reply: Cosp.ConnectionReply;
  server_response: Cosp.ServerResponse;
}

/**
 * Where parsing starts. Direction and registration decide, because the same code byte means different things:
 * `client_hello` and `connection_reply` before registration, `client_request` and `server_response` after it
 * (COSP-1-7, COSP-1-9).
 */
export type EntryType = keyof Frames;

/** The generated type of a frame; a union told apart by `code`, except for `client_hello`, which has none. */
export type FrameOf<E extends EntryType> = Frames[E];

/**
 * A whole frame with its bytes and its place in the stream. `bytes`, and every byte field of `frame`, are views of
 * the memory that the frame arrived in: valid until the next push, unless copied.
 */
export type Captured<E extends EntryType = EntryType> = {
  [K in E]: {
    readonly type: K;
    readonly frame: FrameOf<K>;
    readonly bytes: Uint8Array;
    /** Position of the frame's first byte among all bytes pushed, counted from 0. */
    readonly offset: number;
  };
}[E];

/** Constructor that parses one frame at the stream's position. */
export type Parser<E extends EntryType> = new (stream: FrameStream) => FrameOf<E>;

/** The generated parsers by entry type. */
export const PARSERS: { readonly [E in EntryType]: Parser<E> } = {
  client_hello: Cosp.ClientHello,
  client_request: Cosp.ClientRequest,
  connection_reply: Cosp.ConnectionReply,
  server_response: Cosp.ServerResponse,
};

/** All entry types. */
export const ENTRY_TYPES: readonly EntryType[] = [
  'client_hello',
  'client_request',
  'connection_reply',
  'server_response',
];
