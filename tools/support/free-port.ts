import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range that systems take ports for outgoing connections from, so that nobody else gets one of these.
const LOWEST_PORT = 10_000;
const HIGHEST_PORT = 32_000;
let nextPort = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));

async function isFree(port: number): Promise<boolean> {
  const listener = createServer().listen({ port, host: '127.0.0.1' });
  try {
    await once(listener, 'listening');
    await once(listener.close(), 'close');
    return true;
  } catch {
    return false;
  }
}

/** A port that a server can listen on, or a private connection be declared from. None is given twice before all others. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = nextPort;
    nextPort = port === HIGHEST_PORT ? LOWEST_PORT : port + 1;
    if (await isFree(port)) return port;
  }
}
