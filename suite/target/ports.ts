import { createServer, type Server } from 'node:net';

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

const cursors = new Map<string, number>();

/** The next port, each `step`-th, of the worker's own slice of `range`; begins at random, so that two runs seldom meet. */
function nextPort(range: { from: number; to: number }, step = 1): number {
  const worker = Number(process.env.CUCUMBER_WORKER_ID ?? 0) % SLICES;
  const size = Math.floor((range.to - range.from) / SLICES / step);
  const key = `${range.from}`;
  const cursor = cursors.get(key) ?? Math.floor(Math.random() * size);
  cursors.set(key, cursor + 1);
  return range.from + (worker * size + (cursor % size)) * step;
}

function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

async function untilFound<Found>(
  range: { from: number; to: number },
  host: string,
  attempt: () => Promise<Found | undefined>,
): Promise<Found> {
  for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
    const found = await attempt();
    if (found) return found;
  }
  throw new Error(`no free port on ${host} between ${range.from} and ${range.to}`);
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
 * A port on which a server can be started at `host`, until it is released. Of two runs beside each other both may find one free
 * before either server listens there, and one would take the other's for its own: so the port above it is kept as a sign.
 */
export function claimServerPort(host: string): Promise<ReservedPort> {
  return untilFound(SERVER_PORTS, host, async () => {
    const port = nextPort(SERVER_PORTS, 2);
    const sign = await tryReserve(port + 1, host);
    const reserved = sign && (await tryReserve(port, host));
    await reserved?.release();
    if (sign && reserved) return { ...sign, port };
    await sign?.release();
    return undefined;
  });
}

/** A local port for one side of a private connection; release it right before connecting from it. */
export function reservePrivatePort(localAddress: string): Promise<ReservedPort> {
  return untilFound(PRIVATE_PORTS, localAddress, () => tryReserve(nextPort(PRIVATE_PORTS), localAddress));
}
