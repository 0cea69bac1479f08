import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodePrivateAccept, encodePrivateRequest } from '../../wire';
import { freePort } from '../support/free-port';
import type { Actor } from './actor';

const MIB = 1024 * 1024;
/** Bytes that repeat late, so that a piece that is lost, doubled or moved shows. */
const PATTERN = Buffer.alloc(MIB);
for (let at = 0; at < MIB; at += 4) PATTERN.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at);

/**
 * Two actors open a private connection, each sends the other so many times the pattern, and both close it.
 * @returns the bytes carried.
 * @throws Error when other bytes come than were sent.
 */
export async function exchangePrivately(
  requester: Actor,
  accepter: Actor,
  { port, times }: { port: number; times: number },
): Promise<number> {
  const [requesterPort, accepterPort] = [await freePort(), await freePort()];
  const requested = accepter.awaits(`requested by ${requester.id}`);
  requester.member.socket.write(encodePrivateRequest(requesterPort, accepter.id));
  await requested;
  const accepted = requester.awaits(`accepted by ${accepter.id}`);
  const established = accepter.awaits(`established with ${requester.id}`);
  accepter.member.socket.write(encodePrivateAccept(accepterPort, requester.id));
  await Promise.all([accepted, established]);
  const ports = [requesterPort, accepterPort];
  const carried = await Promise.all(ports.map((localPort) => exchange({ port, localPort, times })));
  return carried.reduce((sum, bytes) => sum + bytes, 0);
}

/** One side: sends all, receives as much, and closes. */
async function exchange({
  port,
  localPort,
  times,
}: {
  port: number;
  localPort: number;
  times: number;
}): Promise<number> {
  const host = '127.0.0.1';
  const socket = connect({ port, host, localPort, localAddress: host, noDelay: true });
  const closed = once(socket, 'close');
  const received = receive(socket);
  for (let count = 0; count < times; count += 1) {
    if (!socket.write(PATTERN)) await Promise.race([once(socket, 'drain'), closed]);
  }
  socket.end();
  await closed;
  if (received.bytes !== times * MIB)
    throw new Error(`${received.bytes} bytes of ${times * MIB} were relayed`);
  if (!received.areThose) throw new Error('other bytes were relayed than were sent');
  return received.bytes;
}

function receive(socket: Socket): { bytes: number; areThose: boolean } {
  const received = { bytes: 0, areThose: true };
  socket.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; ) {
      const place = received.bytes % MIB;
      const length = Math.min(chunk.length - at, MIB - place);
      if (PATTERN.compare(chunk, at, at + length, place, place + length) !== 0) received.areThose = false;
      received.bytes += length;
      at += length;
    }
  });
  return received;
}
