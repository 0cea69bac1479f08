import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { freePort } from '../../../tools/support/free-port';
import { RosterKeeper } from '../../../tools/support/member';
import type { Sight } from '../../../tools/support/observed';
import {
  encodeBroadcastRequest,
  encodeClientHello,
  encodePrivateAccept,
  encodePrivateRequest,
  type FrameOf,
  ResponseCode,
} from '../../../wire';
import { inTurns, returned, type Watched, watched } from './support/watched';

const CROWD = 300;
const ROUNDS = 4;
/** What the heap may differ by between two rounds when the server keeps nothing; a client costs some 5 KiB. */
const MOST_GROWTH = 300 * 1024;

/** A member of the first ones, which knows the others' identifiers. */
class Known extends RosterKeeper {
  accepts = 0;

  override response(frame: FrameOf<'server_response'>): void {
    super.response(frame);
    if (frame.code === ResponseCode.PRIVATE_ACCEPTED) this.accepts += 1;
  }

  idOf(pseudonym: string): number {
    for (const [id, other] of this.others) if (other === pseudonym) return id;
    throw new Error(`${pseudonym} is not there`);
  }
}

/** Everything that a server can hold for its clients, and then all go, each in another way. */
async function comeAndGo(stage: Watched, round: number): Promise<void> {
  const [alice, bob] = [new Known(), new Known()];
  const [one, other] = [await stage.join('alice', alice), await stage.join('bob', bob)];
  await one.fence();
  const [aliceId, bobId] = [bob.idOf('alice'), alice.idOf('bob')];
  const members = await stage.joinMany(Array.from({ length: CROWD }, (_, index) => `client ${index}`));
  for (const { socket } of members.slice(0, 10)) socket.write(encodeBroadcastRequest(`round ${round}`));
  for (const { socket } of members) socket.write(encodePrivateRequest(5_000, aliceId));
  const sides: Socket[] = [];
  // Both sides of the first private connection connect, and one of the second.
  for (const connecting of [2, 1]) {
    const ports = [await freePort(), await freePort()] as const;
    one.socket.write(encodePrivateRequest(ports[0], bobId));
    await one.fence();
    other.socket.write(encodePrivateAccept(ports[1], aliceId));
    await other.fence();
    await one.fence();
    for (const localPort of ports.slice(0, connecting)) sides.push(await side(stage, localPort));
  }
  assert.equal(alice.accepts, 2);
  const strangers = await inTurns(50, (index) => stranger(stage, index));
  members.push(one, other);
  await Promise.all(members.map((member) => member.fence()));
  await Promise.all(members.map((member, index) => (index % 2 === 0 ? member.reset() : member.leave())));
  for (const socket of [...strangers, ...sides]) socket.destroy();
}

async function side({ server }: Watched, localPort: number): Promise<Socket> {
  const host = '127.0.0.1';
  const socket = connect({ port: server.port, host, localAddress: host, localPort });
  await once(socket.on('error', () => undefined).resume(), 'connect');
  return socket;
}

/** A connection that is silent, sends half a pseudonym, one in use, or one that cannot be. */
async function stranger({ server }: Watched, index: number): Promise<Socket> {
  const said = [Buffer.alloc(0), Buffer.from([0, 9, 0x61]), encodeClientHello('bob'), encodeClientHello('')];
  const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
  await once(socket.resume(), 'connect');
  socket.write(said[index % said.length] ?? '');
  return socket;
}

watched(
  'heap, descriptors and timers are the start’s again after everybody has left, time and again',
  async (stage) => {
    const { server } = stage;
    const before = await server.look({ collect: true });
    const rounds: Sight[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await comeAndGo(stage, round);
      stage.members.length = 0;
      await returned(server, before);
      rounds.push(await server.look({ collect: true }));
    }
    const heaps = rounds.map(({ memory }) => memory.heap + memory.external);
    stage.tell(`heap: ${heaps.map((bytes) => `${(bytes / 1024).toFixed(0)} KiB`).join(', ')}`);
    // The first round warms the server up: code is compiled, tables grow to their size.
    const growth = ((heaps.at(-1) ?? 0) - (heaps[1] ?? 0)) / (ROUNDS - 2);
    assert.ok(growth < MOST_GROWTH, `${growth} bytes a round`);
  },
);
