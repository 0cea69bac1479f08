import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { type CospServer, type CospServerOptions, createCospServer } from '../../../reference/server';
import { Peer, type Route } from './peer';

/** A server and those who talk to it. */
export interface Stage {
  readonly server: CospServer;
  readonly address: AddressInfo;
  /** Destroys the socket at the end of the test. */
  track(socket: Socket): void;
  /** A connection that has not asked for a pseudonym. */
  connect(route?: Partial<Route>): Promise<Peer>;
  /** A registered client. The others' news of it are theirs to read. */
  register(pseudonym: string): Promise<Peer>;
  /** Registered clients that have read the news of each other. */
  registerAll<Names extends string[]>(...pseudonyms: Names): Promise<{ [K in keyof Names]: Peer }>;
}

class ServerStage implements Stage {
  readonly #sockets: Socket[] = [];

  constructor(
    readonly server: CospServer,
    readonly address: AddressInfo,
  ) {}

  async connect(route: Partial<Route> = {}): Promise<Peer> {
    const peer = await Peer.connect({ port: this.address.port, ...route });
    this.track(peer.socket);
    return peer;
  }

  track(socket: Socket): void {
    this.#sockets.push(socket);
  }

  async register(pseudonym: string): Promise<Peer> {
    const peer = await this.connect();
    const joined = once(this.server, 'joined');
    const answer = await peer.ask(pseudonym);
    assert.ok(typeof answer === 'object' && 'accepted' in answer, `${pseudonym} was not accepted`);
    [peer.id] = (await joined) as [number];
    return peer;
  }

  async registerAll<Names extends string[]>(...pseudonyms: Names): Promise<{ [K in keyof Names]: Peer }> {
    const peers: Peer[] = [];
    for (const pseudonym of pseudonyms) {
      const newcomer = await this.register(pseudonym);
      for (const peer of peers) await peer.gets({ joined: newcomer.id, pseudonym });
      peers.push(newcomer);
    }
    return peers as { [K in keyof Names]: Peer };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.server.close();
  }
}

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

/** A test with a server of its own, on a free port of the loopback. */
export function staged(
  name: string,
  play: (stage: Stage) => Promise<void>,
  options: CospServerOptions = {},
): void {
  const skip = options.host === '::' && !hasIpv6 ? 'no IPv6 on this machine' : false;
  test(name, { timeout: 30_000, skip }, async () => {
    const server = createCospServer({ host: '127.0.0.1', port: 0, closingTimeout: 200, ...options });
    const stage = new ServerStage(server, await server.listen());
    try {
      await play(stage);
    } finally {
      await stage.close();
    }
  });
}

/** Waits until the server holds nothing more. */
export async function emptied(server: CospServer): Promise<void> {
  while (server.inspect().sockets > 0) await once(server, 'disconnected');
}
