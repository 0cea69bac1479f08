/** Where a server is. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `example.org:7777`, `[::1]:7777`, or a port alone, which is one of the IPv4 loopback.
 * @throws RangeError for anything else.
 */
export function parseEndpoint(text: string): Endpoint {
  const match = /^(?:(?:\[([^[\]]+)\]|([^[\]:\s]+)):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65_535) {
    throw new RangeError('A server is HOST:PORT, [IPv6 address]:PORT or a PORT of this machine.');
  }
  return { host: match[1] ?? match[2] ?? '127.0.0.1', port };
}
