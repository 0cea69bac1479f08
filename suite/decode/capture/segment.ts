import type { TcpInIp } from './ip';

const LEAST_HEADER = 20;

/** One end of a connection. */
export interface Address {
  /** The bytes of the IP address. */
  readonly host: Buffer;
  readonly port: number;
}

/** A TCP segment. */
export interface Segment {
  readonly source: Address;
  readonly destination: Address;
  readonly sequence: number;
  readonly syn: boolean;
  readonly ack: boolean;
  readonly fin: boolean;
  readonly reset: boolean;
  /** As much of the payload as was captured. */
  readonly payload: Buffer;
  /** Length of the whole payload. */
  readonly length: number;
}

/** Reads a segment; undefined when its header is cut off. */
export function segmentOf({ source, destination, segment, length }: TcpInIp): Segment | undefined {
  if (segment.length < LEAST_HEADER) return undefined;
  const headerLength = 4 * (segment.readUInt8(12) >> 4);
  if (headerLength < LEAST_HEADER || headerLength > length) return undefined;
  const flags = segment.readUInt8(13);
  return {
    source: { host: source, port: segment.readUInt16BE(0) },
    destination: { host: destination, port: segment.readUInt16BE(2) },
    sequence: segment.readUInt32BE(4),
    fin: (flags & 0x01) !== 0,
    syn: (flags & 0x02) !== 0,
    reset: (flags & 0x04) !== 0,
    ack: (flags & 0x10) !== 0,
    payload: segment.subarray(headerLength),
    length: length - headerLength,
  };
}
