import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as secure, type TLSSocket } from 'node:tls';

const FOLDER = join(__dirname, '..', '..', 'tls');

/** Paths of the files of a test's certificate and its key. */
export const files = {
  cert: join(FOLDER, 'cert.pem'),
  key: join(FOLDER, 'key.pem'),
  otherCert: join(FOLDER, 'other-cert.pem'),
  otherKey: join(FOLDER, 'other-key.pem'),
};

export const identity = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
export const otherIdentity = { cert: readFileSync(files.otherCert), key: readFileSync(files.otherKey) };

/** A TLS connection and the TCP connection below it. */
export interface SecureEnds {
  readonly socket: TLSSocket;
  readonly below: Socket;
}

/** Connects to a server of 127.0.0.1 that shows the certificate. */
export async function connectSecure(
  port: number,
  ca = identity.cert,
  localPort?: number,
): Promise<SecureEnds> {
  const below = connect({ port, host: '127.0.0.1', allowHalfOpen: true, ...(localPort && { localPort }) });
  const socket = secure({ socket: below, host: '127.0.0.1', ca });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return { socket, below };
}
