import type { Moment } from '../moment';
import { addressKey } from './endpoint';
import type { Address, Segment } from './segment';
import { StreamAssembly } from './stream-assembly';

/** One end of a connection and what it sent. */
export interface End {
  readonly address: Address;
  readonly stream: StreamAssembly;
}

/** A TCP connection, as far as it was captured. */
export interface TcpConnection {
  readonly began: Moment;
  /** In the order in which they were first seen. */
  readonly ends: readonly [End, End];
  /** Which end opened the connection; missing when the opening was not captured. */
  opener?: 0 | 1;
}

/** Nobody looks at more, and each takes memory, though it be of one packet. */
const MOST_CONNECTIONS = 100_000;

/** The connections of a capture, by their ends; the same two ends may have several, one after the other. */
export class ConnectionTable {
  /** In the order in which they began. */
  readonly connections: TcpConnection[] = [];
  private readonly current = new Map<string, TcpConnection>();

  /** Adds a segment to the connection that it belongs to, and returns why it could not. */
  add(segment: Segment, moment: Moment): string | undefined {
    const { source, destination, syn, ack } = segment;
    const key = [addressKey(source), addressKey(destination)].sort().join();
    let connection = this.current.get(key);
    if (connection === undefined || beginsAnew(connection, segment)) {
      // What comes behind a connection's end begins nothing.
      if (segment.reset) return undefined;
      if (this.connections.length >= MOST_CONNECTIONS) return `of more than ${MOST_CONNECTIONS} connections`;
      connection = { began: moment, ends: [endAt(source), endAt(destination)] };
      this.connections.push(connection);
      this.current.set(key, connection);
    }
    const sender = indexOf(connection, source);
    if (syn && connection.opener === undefined) connection.opener = ack ? other(sender) : sender;
    connection.ends[sender].stream.add(segment, moment);
    return undefined;
  }
}

function beginsAnew(connection: TcpConnection, segment: Segment): boolean {
  if (!segment.syn || segment.ack) return false;
  return connection.ends[indexOf(connection, segment.source)].stream.isAnotherBeginning(segment);
}

function indexOf({ ends }: TcpConnection, address: Address): 0 | 1 {
  return addressKey(ends[0].address) === addressKey(address) ? 0 : 1;
}

function other(index: 0 | 1): 0 | 1 {
  return index === 0 ? 1 : 0;
}

function endAt(address: Address): End {
  return { address, stream: new StreamAssembly() };
}
