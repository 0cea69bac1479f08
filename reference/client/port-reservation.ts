import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A local port that nobody else gets until it is released. */
export interface PortReservation {
  readonly port: number;
  /** Frees the port at once. Connect from it in the same turn of the event loop. */
  release(): void;
}

/**
 * Reserves a local port for one side of a private connection, which has to be declared before it is connected from
 * (COSP-6-1). Node cannot bind a socket and connect it later, so a listener holds the port in the meantime.
 *
 * The system picks the port: it alone knows which ones are neither bound nor lingering after a close. A listener on a
 * port of our own choice would also be let in beside another client's private connection from the same port, and
 * connecting from there would fail when it is too late for another port.
 * @param address local address of the chat connection.
 * @throws the system's error, with its code, when there is no port.
 */
export async function reservePort(address: string): Promise<PortReservation> {
  const listener = createServer((stranger) => stranger.destroy());
  listener.listen({ port: 0, host: address, exclusive: true, backlog: 1 }).unref();
  await once(listener, 'listening');
  listener.on('error', () => undefined);
  const { port } = listener.address() as AddressInfo;
  return { port, release: () => void listener.close() };
}
