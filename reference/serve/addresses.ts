import { parseCount } from '../units';

/** An address, and a port on it. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * A port, 0 for a free one.
 * @throws RangeError for anything else.
 */
export function parsePort(text: string): number {
  const port = parseCount(text);
  if (port <= 65_535) return port;
  throw new RangeError('A port is a whole number from 0 to 65535.');
}

/**
 * Reads `9464`, which is a port of the IPv4 loopback, `example.org:9464` or `[::1]:9464`.
 * @throws RangeError for anything else.
 */
export function parsePlace(text: string): Place {
  const [, ipv6, name, port] = /^(?:(?:\[([^[\]]+)\]|([^[\]:\s]+)):)?(\d+)$/.exec(text) ?? [];
  if (port === undefined) throw new RangeError('It is PORT, HOST:PORT or [IPv6 address]:PORT.');
  return { host: ipv6 ?? name ?? '127.0.0.1', port: parsePort(port) };
}
