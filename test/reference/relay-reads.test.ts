import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { RelayReads } from '../../reference/server/relay-reads';

const TIME = { timeout: 20_000 };
const LIMIT = 256 * 1024;

/** A connection as the server has it, taken over as soon as it is accepted, and as the client has it. */
async function connected(reads: RelayReads): Promise<[near: Socket, far: Socket]> {
  const listener = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1').unref();
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  const accepted = new Promise<Socket>((resolve) => {
    listener.once('connection', (socket) => {
      reads.take(socket, LIMIT);
      resolve(socket);
    });
  });
  const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).setNoDelay(true);
  const near = await accepted;
  listener.close();
  return [near, far];
}

test('what is written on at once is read into the same memory again', TIME, async () => {
  const reads = new RelayReads();
  const [[near, far], [other, otherFar]] = [await connected(reads), await connected(reads)];
  reads.join(near, other);
  near.pipe(other);
  const memory = new Set<ArrayBufferLike>();
  near.on('data', (chunk: Buffer) => memory.add(chunk.buffer));
  const received: Buffer[] = [];
  for (const text of ['one', 'two', 'three']) {
    far.write(text);
    const [chunk] = (await once(otherFar, 'data')) as [Buffer];
    received.push(chunk);
  }
  assert.equal(Buffer.concat(received).toString(), 'onetwothree');
  assert.equal(memory.size, 1);
  for (const socket of [far, otherFar, near, other]) socket.destroy();
});

test('what waits for the other side takes no more memory than it needs', TIME, async () => {
  const [near, far] = await connected(new RelayReads());
  for (const [count, byte] of ['a', 'b', 'c'].entries()) {
    far.write(byte);
    while (near.readableLength <= count) await new Promise(setImmediate);
  }
  const first = near.read(1) as Buffer;
  assert.equal(first.toString(), 'a');
  assert.ok(first.buffer.byteLength < LIMIT / 2, `${first.buffer.byteLength} bytes for one`);
  for (const socket of [far, near]) socket.destroy();
});
