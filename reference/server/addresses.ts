const IPV4_MAPPED = '::ffff:';

/**
 * One form for each address. A client that comes over IPv4 to a socket for both families is seen as
 * `::ffff:192.0.2.1`; whatever compares or shows addresses should not have to know how the server listens.
 */
export function normalAddress(address: string): string {
  const mapped = address.toLowerCase().startsWith(IPV4_MAPPED) && address.includes('.');
  return mapped ? address.slice(IPV4_MAPPED.length) : address;
}

/** An address and a port for a person to read, such as `127.0.0.1:7777` or `[::1]:7777`. */
export function formatEndpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
