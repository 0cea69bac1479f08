import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DEFAULT_LIMITS } from '../../../reference/server';
import { freePort } from '../../../tools/support/free-port';
import type { Listener, Member } from '../../../tools/support/member';
import type { ObservedServer, Sight } from '../../../tools/support/observed';
import { encodePrivateAccept, encodePrivateRefuse, encodePrivateRequest, ResponseCode } from '../../../wire';
import { inTurns, returned, type Watched, watched } from './support/watched';

const MIB = 1024 * 1024;
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `client ${index}`);

/** What members are told about private connections. */
class Heard {
  requested = 0;
  refused = 0;
  accepted = 0;

  /** @param answer what is sent to who asks. */
  constructor(private readonly answer: (requester: number) => Buffer | undefined) {}

  /** @param self the member, once there is one. */
  listener(self: () => Member | undefined): Listener {
    return {
      response: (frame) => {
        if (frame.code === ResponseCode.PRIVATE_REQUESTED) {
          this.requested += 1;
          const answer = this.answer(frame.body.idRequester);
          if (answer) self()?.socket.write(answer);
        } else if (frame.code === ResponseCode.PRIVATE_REFUSED) this.refused += 1;
        else if (frame.code === ResponseCode.PRIVATE_ACCEPTED) this.accepted += 1;
      },
    };
  }
}

/** Members with the identifiers from 0 on, in order. */
async function members(stage: Watched, count: number, heard: Heard): Promise<Member[]> {
  const joined: Member[] = [];
  for (const name of names(count))
    joined.push(
      await stage.join(
        name,
        heard.listener(() => joined[Number(name.split(' ')[1])]),
      ),
    );
  return joined;
}

/** All have been served, and have got all that came of it, also of the answers to it. */
async function quiet(all: readonly Member[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) await Promise.all(all.map((member) => member.fence()));
}

/** Everybody asks everybody else. */
function askAll(all: readonly Member[]): void {
  for (const [id, member] of all.entries()) {
    const others = [...all.keys()].filter((other) => other !== id);
    member.socket.write(Buffer.concat(others.map((other) => encodePrivateRequest(5_000, other))));
  }
}

const FEW = 36;
const MANY = 101;
const REPEATED = 4;

/** Processor time for a request that waits and is then refused, in microseconds, among so many members. */
async function costOfARequest(stage: Watched, all: readonly Member[], heard: Heard): Promise<number> {
  const { cpu } = await stage.server.look();
  const requests = all.length * (all.length - 1);
  for (let count = 0; count < REPEATED; count += 1) {
    const { requested, refused } = heard;
    askAll(all);
    await quiet(all);
    assert.equal(heard.requested - requested, requests);
    assert.equal((await stage.server.look()).state.pendingRequests, requests);
    for (const member of all) {
      const refusals = [...all.keys()].map((other) => encodePrivateRefuse(other));
      member.socket.write(Buffer.concat(refusals));
    }
    await quiet(all);
    assert.equal(heard.refused - refused, requests);
    assert.equal((await stage.server.look()).state.pendingRequests, 0);
  }
  return (((await stage.server.look()).cpu - cpu) * 1000) / (requests * REPEATED);
}

watched(
  '10,000 pending requests cost no more each than 1,000, and are forgotten when their clients leave',
  async (stage) => {
    const heard = new Heard(() => undefined);
    const before = await stage.server.look();
    const all = await members(stage, MANY, heard);
    await costOfARequest(stage, all, heard); // warm
    const few = await costOfARequest(stage, all.slice(0, FEW), heard);
    const many = await costOfARequest(stage, all, heard);
    stage.tell(
      `CPU for a request: ${few.toFixed(1)} µs among ${FEW} clients, ${many.toFixed(1)} µs among ${MANY}`,
    );
    assert.ok(many < 2 * few + 2, `${few} and ${many} µs`);
    askAll(all);
    await quiet(all);
    const { state, memory } = await stage.server.look({ collect: true });
    stage.tell(`${state.pendingRequests} pending, heap ${(memory.heap / MIB).toFixed(1)} MiB`);
    const [stay, go] = [all.slice(0, MANY / 2), all.slice(MANY / 2)];
    for (const [index, member] of go.entries()) {
      if (index % 2 === 0) member.reset();
      else await member.leave();
    }
    const left = await stage.server.until((sight) => sight.state.clients === stay.length);
    assert.equal(left.state.pendingRequests, stay.length * (stay.length - 1));
    for (const member of stay) await member.leave();
    await returned(stage.server, before);
  },
);

const ACCEPTERS = 50;
const REQUESTS = 10;

watched(
  'sides that never come are given up, those that have come are let go, and their ports are free again (COSP-6.2-15)',
  async (stage) => {
    const { server } = stage;
    const accepterPorts: number[] = [];
    const heard = new Heard((requester) => encodePrivateAccept(accepterPorts.shift() ?? 0, requester));
    const all = await members(stage, 1 + ACCEPTERS, heard);
    await quiet(all);
    const before = await server.look();
    const early = await freePort();
    for (let round = 0; round < 2; round += 1) {
      // The same ports in both rounds.
      for (let request = 0; request < REQUESTS; request += 1) {
        const ports = Array.from({ length: ACCEPTERS }, (_, index) => 1_100 + request * ACCEPTERS + index);
        if (request === 0) ports[0] = early;
        accepterPorts.push(...ports.map((port) => port + 1_000));
        all[0]?.socket.write(
          Buffer.concat(ports.map((port, index) => encodePrivateRequest(port, 1 + index))),
        );
        await quiet(all);
      }
      assert.equal(heard.accepted, (round + 1) * ACCEPTERS * REQUESTS, 'a port is still taken');
      await isLetGo(server.port, early);
      await returned(server, before);
    }
  },
  { pairingTimeout: 2_000 },
);

/** A side connects, waits for the other one, and is ended by the server. */
async function isLetGo(port: number, localPort: number): Promise<void> {
  const side = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1', localPort });
  await once(side.resume(), 'end');
}

watched('strangers from the same address cannot take a side (COSP-6.2-10)', async (stage) => {
  const { server } = stage;
  const [accepterPort, requesterPort] = [await freePort(), await freePort()];
  const heard = new Heard((requester) => encodePrivateAccept(accepterPort, requester));
  const all = await members(stage, 2, heard);
  all[0]?.socket.write(encodePrivateRequest(requesterPort, 1));
  await quiet(all);
  assert.equal(heard.accepted, 1);
  const strangers = await inTurns(200, (index) => stage.connect(`stranger ${index}`));
  const one = await side(server.port, requesterPort);
  one.write('secret');
  // They write what a side would, and are taken for what they are: newcomers that ask for a pseudonym.
  for (const stranger of strangers) await stranger.register();
  const other = await side(server.port, accepterPort);
  const [chunk] = (await once(other, 'data')) as [Buffer];
  assert.equal(chunk.toString(), 'secret');
  const { state } = await server.look();
  assert.deepEqual([state.clients, state.relays, state.pairings], [2 + strangers.length, 1, 0]);
  one.destroy();
  other.destroy();
});

async function side(port: number, localPort: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1', localPort });
  await once(socket, 'connect');
  // Bytes that do not arrive are told by who waits for them; a reset because the server is stopped would only hide why it was.
  return socket.on('error', () => undefined);
}

const RELAYS = 16;
const { relayBufferBytes } = DEFAULT_LIMITS;
/** As much is read at once as may wait. */
const READ_BYTES = relayBufferBytes;
/** Of each: what is held for the reader and what is under way to it, and a read more of either before the pause takes effect. */
const MOST_WAITING = 2 * (relayBufferBytes + READ_BYTES);
/** So many looks in a row at which nothing has moved. */
const LOOKS_AT_REST = 100;
const CHUNK = Buffer.alloc(MIB, 'x');
/** More than the buffers of the operating system hold on the way. */
const EACH = 24;
/** For all relays, buffers that wait to be collected as well; it is a quarter of what has been sent. */
const MOST_RESIDENT = 96 * MIB;
/** For all relays, when garbage has been collected: what waits, the memory that each direction reads into, and what the rest of the server needs. */
const MOST_EXTERNAL = RELAYS * (MOST_WAITING + 2 * READ_BYTES) + 2 * MIB;

watched('relays whose readers stop hold little, and go on when they read again (COSP-7-6)', async (stage) => {
  const { server } = stage;
  const heard = new Heard((requester) => encodePrivateAccept(accepterPorts.shift() ?? 0, requester));
  const accepterPorts: number[] = [];
  const all = await members(stage, 2, heard);
  const before = await server.look({ collect: true });
  const pairs: [Socket, Socket][] = [];
  while (pairs.length < RELAYS) {
    const [from, to] = [await freePort(), await freePort()];
    accepterPorts.push(to);
    all[0]?.socket.write(encodePrivateRequest(from, 1));
    await quiet(all);
    pairs.push([await side(server.port, from), await side(server.port, to)]);
  }
  for (const [from] of pairs) {
    for (let count = 0; count < EACH; count += 1) from.write(CHUNK);
    from.end();
  }
  const stuck = await stand(server, pairs);
  const resident = stuck.memory.resident - before.memory.resident;
  stage.tell(
    `${RELAYS} relays stand: ${stuck.state.waitingBytes} bytes waiting, ${(resident / MIB).toFixed(1)} MiB more resident`,
  );
  assert.ok(stuck.state.waitingBytes <= RELAYS * MOST_WAITING, `${stuck.state.waitingBytes} bytes`);
  assert.ok(resident <= MOST_RESIDENT, `${resident} bytes`);
  const { memory } = await server.look({ collect: true });
  const external = memory.external - before.memory.external;
  assert.ok(external <= MOST_EXTERNAL, `${external} bytes outside the heap`);
  await Promise.all(pairs.map(([, to]) => drained(to)));
  for (const [from] of pairs) from.destroy();
  await server.until(({ state }) => state.relays === 0);
});

/** Waits until nothing moves any more. */
async function stand(server: ObservedServer, pairs: readonly [Socket, Socket][]): Promise<Sight> {
  const unsent = (): number => pairs.reduce((bytes, [from]) => bytes + from.writableLength, 0);
  for (let same = 0, last = -1; ; ) {
    const sight = await server.look();
    await new Promise((resolve) => setImmediate(resolve));
    same = unsent() === last ? same + 1 : 0;
    last = unsent();
    if (same > LOOKS_AT_REST) return sight;
  }
}

/** Reads everything to the end. */
async function drained(socket: Socket): Promise<void> {
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await once(socket, 'end');
  assert.equal(bytes, EACH * MIB);
}
