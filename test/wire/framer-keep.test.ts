import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeBroadcastRequest, Framer } from '../../wire';

test('what is kept may be read into again, whatever has been taken before (COSP-1-5, COSP-1-6)', () => {
  const texts = fc.array(fc.string({ maxLength: 300 }), { maxLength: 12 });
  const steps = fc.array(fc.record({ size: fc.integer({ min: 1, max: 200 }), frames: fc.nat(3) }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(texts, steps, (expected, cuts) => {
      const bytes = Buffer.concat(expected.map((text) => encodeBroadcastRequest(text)));
      const memory = Buffer.alloc(200);
      const framer = new Framer('client_request');
      const got: string[] = [];
      const take = (most: number): void => {
        for (let count = 0; count < most; count += 1) {
          const next = framer.next();
          if (next === undefined) return;
          got.push(Buffer.from((next.frame.body as { text: Uint8Array }).text).toString());
        }
      };
      for (let at = 0, step = 0; at < bytes.length; step += 1) {
        const { size, frames } = cuts[step % cuts.length] as { size: number; frames: number };
        const length = bytes.copy(memory, 0, at, at + size);
        framer.push(memory.subarray(0, length));
        take(frames);
        framer.keep();
        memory.fill(0xee);
        at += length;
      }
      take(Number.POSITIVE_INFINITY);
      assert.deepEqual(got, expected);
    }),
  );
});
