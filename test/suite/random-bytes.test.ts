import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { randomBytesFor } from '../../suite/chat/random-bytes';
import { decode, IncompleteFrameError, MalformedFrameError } from '../../wire';

const counts = fc.integer({ min: 62, max: 6_000 });
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('randomBytesFor', () => {
  it('gives the same bytes for the same seed, and others for another one', () => {
    fc.assert(
      fc.property(fc.boolean(), counts, seeds, (registered, count, seed) => {
        const bytes = randomBytesFor(registered, count, seed);
        assert.equal(bytes.length, count);
        assert.deepEqual(randomBytesFor(registered, count, seed), bytes);
        assert.notDeepEqual(randomBytesFor(registered, count, seed + 1), bytes);
      }),
    );
  });

  it('never holds a whole pseudonym', () => {
    fc.assert(
      fc.property(counts, seeds, (count, seed) => {
        const bytes = randomBytesFor(false, count, seed);
        assert.throws(
          () => decode('client_hello', bytes),
          (error) => error instanceof IncompleteFrameError || error instanceof MalformedFrameError,
        );
        assert.ok(bytes.readUInt16BE(0) > count - 2, 'also when the size is read as unsigned');
      }),
    );
  });

  it('gets past the first byte of a request again and again', () => {
    fc.assert(
      fc.property(counts, seeds, (count, seed) => {
        const bytes = randomBytesFor(true, count, seed);
        for (let at = 0; at < count; at += 61) assert.ok([0, 1, 2, 3, -1].includes(bytes.readInt8(at)));
      }),
    );
  });
});
