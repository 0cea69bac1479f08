import { type Captured, ConnectionCode, decode } from '../../wire';
import { type FramedStream, frameStream, type TypeOfNext } from './frame-stream';
import type { FrameEntry, State } from './model';
import type { Stream } from './stream';

/** What both sides of a chat connection sent. */
export interface Streams {
  readonly client: Stream;
  readonly server: Stream;
}

/** The frames of both sides. */
export interface FramedChat {
  readonly client: FramedStream;
  readonly server: FramedStream;
}

/** The types of what a server sends: answers to the pseudonym up to the one that accepts it, then responses. */
export function serverTypes(state: State): TypeOfNext {
  let registered = state === 'registered';
  return (_, previous) => {
    if (previous?.type === 'connection_reply') registered ||= isAcceptance(previous);
    return registered ? 'server_response' : 'connection_reply';
  };
}

/** The types of what a client sends: a pseudonym, one more for each refusal, then requests. */
export function clientTypes(state: State, refusals = 0): TypeOfNext {
  const pseudonyms = state === 'registered' ? 0 : refusals + 1;
  return (count) => (count < pseudonyms ? 'client_hello' : 'client_request');
}

/**
 * Cuts both sides of a chat connection into frames; the server's answers tell what the client's frames are.
 * @param most how many frames of each side are read.
 */
export function frameChat({ client, server }: Streams, state: State, most?: number): FramedChat {
  const framed = frameStream(server, 'server', serverTypes(state), most);
  const replies = framed.frames.filter(({ type }) => type === 'connection_reply');
  const refusals = replies.filter((frame) => !accepts(frame)).length;
  return { client: frameStream(client, 'client', clientTypes(state, refusals), most), server: framed };
}

/** Whether a frame is the answer that accepts a pseudonym. */
export function accepts({ type, bytes }: FrameEntry): boolean {
  return type === 'connection_reply' && decode(type, bytes).code === ConnectionCode.ACCEPTED;
}

function isAcceptance({ frame }: Captured<'connection_reply'>): boolean {
  return frame.code === ConnectionCode.ACCEPTED;
}
