const TCP = 6;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
/** Hop-by-hop options, routing, destination options, mobility. */
const SKIPPED_HEADERS = [0, 43, 60, 135];
const IPV6_HEADER = 40;

/** What an IP packet carries for TCP. */
export interface TcpInIp {
  /** Four or sixteen bytes. */
  readonly source: Buffer;
  readonly destination: Buffer;
  /** As much of the TCP segment as was captured. */
  readonly segment: Buffer;
  /** Length of the whole segment. */
  readonly length: number;
}

/** The TCP segment in an IP packet; `fragment` when it is only a part of one, undefined when there is none. */
export function tcpIn(packet: Buffer): TcpInIp | 'fragment' | undefined {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 4) return tcpInIpv4(packet);
  return version === 6 ? tcpInIpv6(packet) : undefined;
}

function tcpInIpv4(packet: Buffer): TcpInIp | 'fragment' | undefined {
  const headerLength = 4 * ((packet[0] ?? 0) & 0x0f);
  if (headerLength < 20 || packet.length < headerLength || packet[9] !== TCP) return undefined;
  // Neither an offset nor more fragments; the flag between them only forbids to make some.
  if ((packet.readUInt16BE(6) & 0x3fff) !== 0) return 'fragment';
  // A network card that cuts segments itself may be given none of a length yet.
  const total = packet.readUInt16BE(2) || packet.length;
  if (total < headerLength) return undefined;
  return {
    source: packet.subarray(12, 16),
    destination: packet.subarray(16, 20),
    segment: packet.subarray(headerLength, total),
    length: total - headerLength,
  };
}

function tcpInIpv6(packet: Buffer): TcpInIp | 'fragment' | undefined {
  if (packet.length < IPV6_HEADER) return undefined;
  const total = IPV6_HEADER + (packet.readUInt16BE(4) || packet.length - IPV6_HEADER);
  let next = packet.readUInt8(6);
  let at = IPV6_HEADER;
  while (next !== TCP) {
    if (at + 8 > packet.length || at + 8 > total) return undefined;
    if (next === FRAGMENT) {
      if ((packet.readUInt16BE(at + 2) & 0xfff9) !== 0) return 'fragment';
    } else if (next !== AUTHENTICATION && !SKIPPED_HEADERS.includes(next)) {
      return undefined;
    }
    const units = packet.readUInt8(at + 1);
    const length = next === FRAGMENT ? 8 : next === AUTHENTICATION ? 4 * (units + 2) : 8 * (units + 1);
    next = packet.readUInt8(at);
    at += length;
  }
  if (at > total) return undefined;
  return {
    source: packet.subarray(8, 24),
    destination: packet.subarray(24, 40),
    segment: packet.subarray(at, total),
    length: total - at,
  };
}
