import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { ClosingSockets } from '../../reference/server/closing-sockets';
import { Relays } from '../../reference/server/relays';
import { connectEnds, readAll } from './support/ends';

const TIME = { timeout: 20_000 };
const MIB = 1024 * 1024;

test(
  'what was received before a reset reaches the other side, however late it reads (COSP-6.2-8)',
  TIME,
  async () => {
    const [one, other] = [await connectEnds(), await connectEnds()];
    const relays = new Relays(new ClosingSockets(10_000));
    relays.open(one.near, other.near);
    one.far.write(Buffer.alloc(64 * MIB, 'x')); // more than the buffers of the operating system hold
    while (other.near.writableLength === 0) await once(one.near, 'data');
    const received = other.near.bytesWritten;
    one.near.destroy(new Error('reset'));
    await new Promise((resolve) => one.near.once('close', resolve)); // once() would throw the error
    assert.ok(other.near.writableLength > 0, 'nothing is under way any more');
    assert.equal((await readAll(other.far)).length, received);
    other.far.end();
    await once(other.near, 'close');
    assert.equal(relays.size, 0);
    one.close();
  },
);

test('a side that goes on sending to who was reset is closed in the end', TIME, async () => {
  const [one, other] = [await connectEnds(), await connectEnds()];
  const closing = new ClosingSockets(50);
  const relays = new Relays(closing);
  relays.open(one.near, other.near);
  one.near.destroy(new Error('reset'));
  const flood = (): void => void other.far.write(Buffer.alloc(MIB));
  other.far.on('drain', flood).resume();
  flood();
  await once(other.near, 'close');
  assert.deepEqual([relays.size, closing.size], [0, 0]);
  other.close();
  one.close();
});
