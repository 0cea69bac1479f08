import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { ObservedServer } from '../../../tools/support/observed';
import { encodeBroadcastRequest } from '../../../wire';
import { affordable, inTurns, returned, Watched } from './support/watched';

const MANY = affordable(10_000);
/** So many are connected first, to see how fast this machine is today. */
const SAMPLE = MANY / 10;
/** The time to register, in terms of the time that it takes to connect all of them. */
const MARGIN = 2;
const SHORTEST = 3_000;
/** Loopback addresses that they come from: a single one has not ports enough for many times this many. */
const ADDRESSES = process.platform === 'linux' ? 50 : 1;
/** In milliseconds. */
const BETWEEN_BYTES = 1_000;
const SIZE = Buffer.from([0x7f, 0xff]);
const DRIBBLE = Buffer.from('a');

/** Half-registered connections: each has told the size of its pseudonym, and no more. */
function halfRegistered(port: number, count: number): Promise<Socket[]> {
  return inTurns(count, async (index) => {
    const localAddress = ADDRESSES > 1 ? `127.0.1.${1 + (index % ADDRESSES)}` : undefined;
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    socket.write(SIZE);
    return socket;
  });
}

/** How long it takes to connect all of them, in milliseconds. */
async function timeToConnectAll(): Promise<number> {
  const server = await ObservedServer.start();
  try {
    const began = performance.now();
    for (const socket of await halfRegistered(server.port, SAMPLE)) socket.destroy();
    return ((performance.now() - began) * MANY) / SAMPLE;
  } finally {
    await server.stop();
  }
}

/** Sends a byte on each connection, again and again, until all have been ended by the server. */
async function dribbleToTheEnd(sockets: readonly Socket[]): Promise<void> {
  let open = sockets.filter((socket) => !socket.readableEnded && !socket.destroyed);
  while (open.length > 0) {
    for (const socket of open) socket.write(DRIBBLE);
    await setTimeout(BETWEEN_BYTES);
    open = open.filter((socket) => !socket.readableEnded && !socket.destroyed);
  }
}

/** Two members talk, both ways, beside whatever else is there. */
async function converse(stage: Watched): Promise<void> {
  let heard = 0;
  const response = (): void => {
    heard += 1;
  };
  const [alice, bob] = [await stage.join('alice', { response }), await stage.join('bob', { response })];
  for (let count = 0; count < 50; count += 1) {
    for (const member of [alice, bob]) member.socket.write(encodeBroadcastRequest(`${count}`));
    await Promise.all([alice.fence(), bob.fence()]);
  }
  await bob.fence();
  await alice.fence();
  assert.equal(heard, 1 + 2 * 50, 'bob’s arrival, and what each has said to the other');
}

test(`${MANY} half-registered connections that dribble bytes: others are served, and all are given up in time (COSP-7-3)`, {
  timeout: 600_000,
}, async (context) => {
  const registrationTimeout = Math.round(Math.max(SHORTEST, MARGIN * (await timeToConnectAll())));
  const server = await ObservedServer.start({ registrationTimeout });
  const stage = new Watched(server, (figure) => context.diagnostic(figure));
  const before = await server.look();
  const sockets = await halfRegistered(server.port, MANY);
  try {
    const full = await server.until(({ state }) => state.connections >= MANY);
    const kib = (full.memory.resident - before.memory.resident) / MANY / 1024;
    stage.tell(`${MANY} connections, ${kib.toFixed(1)} KiB each, ${registrationTimeout} ms to register`);
    await converse(stage);
    await dribbleToTheEnd(sockets);
    for (const member of stage.members) await member.leave();
    for (const socket of sockets) socket.destroy();
    const after = await returned(server, before);
    assert.deepEqual(after.faults, []);
    stage.tell(`${((after.cpu - before.cpu) / MANY).toFixed(3)} ms CPU for each`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  }
});
