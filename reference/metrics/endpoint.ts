import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CospServer } from '../server';
import { Metrics } from './metrics';

/** Where metrics are read. */
export interface MetricsEndpoint {
  readonly address: AddressInfo;
  /** Stops listening and ends all connections. */
  close(): void;
}

async function answer(metrics: Metrics, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path] = (request.url ?? '').split('?');
  if (request.method !== 'GET' || path !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n');
    return;
  }
  const text = await metrics.text();
  response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
}

/**
 * Serves a server's metrics over HTTP, in Prometheus' text format, at /metrics.
 * @throws the system's error, with its code, when it cannot listen.
 */
export async function openMetrics(
  server: CospServer,
  where: { readonly host: string; readonly port: number },
): Promise<MetricsEndpoint> {
  const metrics = new Metrics(server);
  const listener = createServer((request, response) => {
    answer(metrics, request, response).catch(() => response.writeHead(500).end());
  });
  listener.listen(where);
  await once(listener, 'listening');
  // Out of descriptors: nobody reads metrics for a while, and the chat goes on.
  listener.on('error', () => undefined);
  const close = (): void => {
    listener.close();
    listener.closeAllConnections();
  };
  return { address: listener.address() as AddressInfo, close };
}
