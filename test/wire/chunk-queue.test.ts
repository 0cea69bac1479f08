import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ChunkQueue } from '../../wire/chunk-queue';

describe('ChunkQueue', () => {
  it('gives out chunks in order, and leaves out empty ones', () => {
    const step = fc.oneof(fc.record({ add: fc.uint8Array({ maxLength: 2 }) }), fc.constant({ take: true }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const queue = new ChunkQueue();
        const model: Uint8Array[] = [];
        for (const each of steps) {
          if ('add' in each) {
            queue.add(each.add);
            if (each.add.length > 0) model.push(each.add);
          } else {
            assert.equal(queue.take(), model.shift());
          }
          assert.deepEqual(queue.all(), model);
        }
      }),
    );
  });
});
