import { createSocket, type Socket } from 'node:dgram';
import { createServer, isIPv6, type Server } from 'node:net';

// Below the range from which systems take ephemeral ports (32,768 on Linux), so that the suite's own
// outgoing connections never take a port that it has just found free.
const SERVER_PORTS = { from: 20_000, to: 32_000 };
const PRIVATE_PORTS = { from: 10_000, to: 20_000 };
const SLICES = 8;
const MOST_ATTEMPTS = 200;

/** A local port that is kept from others until {@link release}. */
export interface ReservedPort {
  readonly port: number;
  /** Addresses from which somebody connected to the port while it was reserved (nobody should). */
  readonly callers: string[];
  release(): Promise<void>;
}

/** A local port that no other run of the suite takes until {@link giveUp}, also once it is released for its use. */
export interface ClaimedPort extends ReservedPort {
  giveUp(): Promise<void>;
}

const cursors = new Map<string, number>();

/** The next port of the worker's own slice of `range`; begins at random, so that two runs seldom meet. */
function nextPort(range: { from: number; to: number }): number {
  const worker = Number(process.env.CUCUMBER_WORKER_ID ?? 0) % SLICES;
  const size = Math.floor((range.to - range.from) / SLICES);
  const key = `${range.from}`;
  const cursor = cursors.get(key) ?? Math.floor(Math.random() * size);
  cursors.set(key, cursor + 1);
  return range.from + worker * size + (cursor % size);
}

function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

/** Keeps the given port from others; undefined where it is not to be had. */
export async function tryReserve(port: number, host: string): Promise<ReservedPort | undefined> {
  if (port < 1 || port > 65_535) return undefined;
  const server = await listen(port, host);
  if (!server) return undefined;
  server.unref();
  const callers: string[] = [];
  server.on('connection', (socket) => {
    callers.push(`${socket.remoteAddress}:${socket.remotePort}`);
    socket.destroy();
  });
  return {
    port,
    callers,
    release: () => new Promise((done) => (server.listening ? server.close(() => done()) : done())),
  };
}

/**
 * Shows other runs that a port is taken: of two runs beside each other one may find a port free that the other has just
 * released for its use. UDP has ports of its own, and nothing else wants this one. Undefined where another run shows it.
 */
function putUpSign(port: number, host: string): Promise<Socket | undefined> {
  const [type, address] = isIPv6(host) ? (['udp6', '::1'] as const) : (['udp4', '127.0.0.1'] as const);
  return new Promise((resolve) => {
    const sign = createSocket(type).unref();
    sign.once('error', () => {
      sign.close();
      resolve(undefined);
    });
    sign.bind({ port, address, exclusive: true }, () => resolve(sign));
  });
}

async function claim(range: { from: number; to: number }, host: string): Promise<ClaimedPort> {
  for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
    const port = nextPort(range);
    const sign = await putUpSign(port, host);
    const reserved = sign && (await tryReserve(port, host));
    if (sign && reserved) {
      let isUp = true;
      const giveUp = async (): Promise<void> => {
        await reserved.release();
        if (isUp) sign.close();
        isUp = false;
      };
      return { ...reserved, giveUp };
    }
    sign?.close();
  }
  throw new Error(`no free port on ${host} between ${range.from} and ${range.to}`);
}

/** A port on which a server can be started at `host`. */
export async function claimServerPort(host: string): Promise<ClaimedPort> {
  const claimed = await claim(SERVER_PORTS, host);
  await claimed.release();
  return claimed;
}

/** A local port for one side of a private connection; release it right before connecting from it. */
export function claimPrivatePort(localAddress: string): Promise<ClaimedPort> {
  return claim(PRIVATE_PORTS, localAddress);
}
