import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { SharedReads } from '../../reference/server/shared-reads';
import { connectEnds } from './support/ends';

test('all connections are read into the same memory, and can be paused', { timeout: 20_000 }, async (t) => {
  const reads = new SharedReads();
  const both = [await connectEnds(), await connectEnds()];
  const memory = new Set<ArrayBufferLike>();
  for (const { near, far, close } of both) {
    t.after(close);
    reads.take(near);
    near.on('data', (chunk: Buffer) => memory.add(chunk.buffer)).resume();
    for (const text of ['one', 'two']) {
      far.write(text);
      const [chunk] = (await once(near, 'data')) as [Buffer];
      assert.equal(chunk.toString(), text);
    }
  }
  assert.equal(memory.size, 1);
  const [{ near, far }, other] = both as [(typeof both)[0], (typeof both)[0]];
  near.pause();
  near.on('data', (chunk: Buffer) =>
    assert.ok(near.isPaused() === false, `${chunk} came to one that is paused`),
  );
  far.write('later');
  other.far.write('now');
  await once(other.near, 'data');
  near.resume();
  const [chunk] = (await once(near, 'data')) as [Buffer];
  assert.equal(chunk.toString(), 'later');
});
