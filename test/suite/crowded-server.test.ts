import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Chat } from '../../suite/chat/chat';
import { Conversation } from '../../suite/conversation';
import { Violation } from '../../suite/judgement';
import { Lateness } from '../../suite/vain-waits';
import { encodeAccepted } from '../../wire';

/** A server that turns away at once whoever is one too many, and answers the others later. */
class SlowServer {
  readonly #taken: Socket[] = [];
  readonly #server: Server;

  constructor(room: number) {
    this.#server = createServer((socket) =>
      socket.once('data', () => {
        if (this.#taken.length < room) this.#taken.push(socket);
        else socket.end();
      }),
    ).listen(0, '127.0.0.1');
  }

  async port(): Promise<number> {
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  answer(): void {
    for (const socket of this.#taken) socket.write(encodeAccepted([]));
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#taken) socket.destroy();
  }
}

/** The requirement under which one client is told that a server with that much room turns away. */
async function blamedWithRoomFor(room: number): Promise<string | undefined> {
  const server = new SlowServer(room);
  const chat = new Chat({
    host: '127.0.0.1',
    port: await server.port(),
    timeout: 5000,
    segmentation: { mode: 'whole' },
    conversation: new Conversation(),
    shared: false,
    suffix: '',
    ghosts: new Set(),
    former: new Set(),
    lateness: new Lateness(),
  });
  try {
    const clients = Array.from({ length: room + 1 }, (_, index) => chat.register(`client ${index}`));
    const registrations = Promise.allSettled(clients);
    while (![...chat.peers.values()].some(({ gone }) => gone)) await setImmediate();
    server.answer();
    const failures = (await registrations).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    assert.equal(failures.length, 1);
    assert.ok(failures[0] instanceof Violation);
    return failures[0].details.blames;
  } finally {
    for (const peer of chat.peers.values()) peer.connection.dispose();
    server.close();
  }
}

describe('a client that is turned away', () => {
  it('is one too many where many others are taken, also when they hear of it after that', async () => {
    assert.equal(await blamedWithRoomFor(60), 'COSP-7-5');
  });

  it('is not accepted as it must be where few others are', async () => {
    assert.equal(await blamedWithRoomFor(20), 'COSP-2.1-1');
  });
});
