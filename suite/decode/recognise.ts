import type { End, TcpConnection } from './capture/connection-table';
import { addressKey } from './capture/endpoint';
import { type FramedChat, frameChat } from './frame-chat';
import type { FramedStream } from './frame-stream';
import type { State } from './model';

/** A connection with its sides known, read as a chat. */
export interface Recognised {
  readonly client: End;
  readonly server: End;
  readonly framed: FramedChat;
  /** False when its bytes are no frames, and its beginning, which would prove that they should be, was not captured. */
  readonly isChat: boolean;
}

interface Candidate {
  readonly server: 0 | 1;
  readonly state: State;
}

/**
 * Finds out which end is the server and whether the capture has the connection's beginning. The server is the end at
 * `port`, or the end that was connected to, or an end known as a server, or else the one that makes sense of the bytes.
 */
export function recognise(
  connection: TcpConnection,
  servers: ReadonlySet<string>,
  port: number | undefined,
  most: number,
): Recognised {
  const candidates = candidatesFor(connection, servers, port);
  const tried = candidates.map((candidate) => tryOut(connection, candidate, most));
  const best = tried.reduce((one, other) => (isBetter(other.framed, one.framed) ? other : one));
  const isChat = connection.opener !== undefined || !isNonsense(best.framed);
  return { ...best, isChat };
}

function candidatesFor(
  { ends, opener }: TcpConnection,
  servers: ReadonlySet<string>,
  port: number | undefined,
): Candidate[] {
  const accepter = opener === undefined ? undefined : opener === 0 ? 1 : 0;
  const states: State[] = opener === undefined ? ['registering', 'registered'] : ['registering'];
  const byPort = ([0, 1] as const).filter((index) => ends[index].address.port === port);
  const known = ([0, 1] as const).filter((index) => servers.has(addressKey(ends[index].address)));
  const [only]: readonly (0 | 1)[] =
    byPort.length === 1 ? byPort : accepter !== undefined ? [accepter] : known;
  const lowerFirst: (0 | 1)[] = ends[0].address.port < ends[1].address.port ? [0, 1] : [1, 0];
  const sides = only !== undefined ? [only] : lowerFirst;
  return sides.flatMap((server) => states.map((state): Candidate => ({ server, state })));
}

function tryOut(
  { ends }: TcpConnection,
  { server, state }: Candidate,
  most: number,
): Omit<Recognised, 'isChat'> {
  const [theClient, theServer] = server === 1 ? ends : [ends[1], ends[0]];
  const streams = { client: theClient.stream, server: theServer.stream };
  const framed = frameChat(streams, state, most);
  return { client: theClient, server: theServer, framed };
}

function isBetter(one: FramedChat, other: FramedChat): boolean {
  const [a, b] = [one, other].map(({ client, server }) => ({
    malformed: Number(isBroken(client)) + Number(isBroken(server)),
    bytes: bytesIn(client) + bytesIn(server),
  })) as [{ malformed: number; bytes: number }, { malformed: number; bytes: number }];
  return a.malformed < b.malformed || (a.malformed === b.malformed && a.bytes > b.bytes);
}

function isNonsense({ client, server }: FramedChat): boolean {
  const none = client.frames.length + server.frames.length === 0;
  return isBroken(client) || isBroken(server) || (none && Boolean(client.problem ?? server.problem));
}

function isBroken({ problem }: FramedStream): boolean {
  return problem?.problem === 'malformed' || problem?.problem === 'too-long';
}

function bytesIn({ frames }: FramedStream): number {
  return frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
