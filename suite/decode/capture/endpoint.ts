import { SocketAddress } from 'node:net';
import type { Address } from './segment';

/** An address for a person: `127.0.0.1:7777`, `[::1]:7777`. */
export function endpointOf({ host, port }: Address): string {
  if (host.length === 4) return `${host.join('.')}:${port}`;
  const groups = Array.from({ length: host.length / 2 }, (_, index) => {
    return host.readUInt16BE(2 * index).toString(16);
  });
  // Node shortens the zeros as is usual.
  return `[${new SocketAddress({ family: 'ipv6', address: groups.join(':') }).address}]:${port}`;
}

/** An address as a key: the same for the same address, and for no other. */
export function addressKey({ host, port }: Address): string {
  return `${host.toString('hex')}:${port}`;
}
