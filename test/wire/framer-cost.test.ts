import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EntryType, encodeAccepted, encodeBroadcastRequest, Framer } from '../../wire';
import { FrameStream } from '../../wire/stream';

/** What a framer does for a stream: how many fields it asks the bytes for, and how many bytes it makes room for. */
interface Cost {
  frames: number;
  reads: number;
  reserved: number;
}

/** Calls `work` with a method replaced by one that reports its first argument and then does what it always did. */
function watching<T extends object>(
  on: T,
  name: keyof T & string,
  report: (n: number) => void,
  work: () => void,
) {
  const original = on[name] as (this: unknown, n: number) => unknown;
  const watched = function (this: unknown, n: number): unknown {
    report(n);
    return original.call(this, n);
  };
  Object.defineProperty(on, name, { value: watched, configurable: true, writable: true });
  try {
    work();
  } finally {
    Object.defineProperty(on, name, { value: original, configurable: true, writable: true });
  }
}

/**
 * Counts work, not time, so that a busy machine changes nothing. Every field that is parsed asks the stream once; more
 * than `maxReads` of them fail at once, as waiting for the end of what grows with the square would take minutes.
 */
function costOf(type: EntryType, stream: Uint8Array, pieceSize: number, maxReads: number): Cost {
  const cost = { frames: 0, reads: 0, reserved: 0 };
  const framing = (): void => {
    const framer = new Framer(type);
    for (let at = 0; at < stream.length; at += pieceSize) {
      framer.push(stream.subarray(at, at + pieceSize));
      while (framer.next() !== undefined) cost.frames += 1;
    }
    assert.equal(framer.pendingBytes, 0);
  };
  const addRead = (): void => {
    cost.reads += 1;
    if (cost.reads > maxReads) throw new Error(`more than ${maxReads} reads`);
  };
  const addReserved = (size: number): void => {
    cost.reserved += size;
  };
  watching(FrameStream.prototype, 'ensureBytesLeft', addRead, () => {
    watching(Buffer, 'allocUnsafe', addReserved, framing);
  });
  return cost;
}

const listOf = (count: number): Buffer =>
  encodeAccepted(
    Array.from({ length: count }, (_, idClient) => ({ idClient, pseudonym: 'x'.repeat(idClient % 9) })),
  );

describe('the cost of framing', () => {
  it('is three reads for each frame of a text that lies whole in a chunk, and no memory', () => {
    const stream = Buffer.concat(new Array(1000).fill(encodeBroadcastRequest('x'.repeat(64))));
    assert.deepEqual(costOf('client_request', stream, stream.length, 3000), {
      frames: 1000,
      reads: 3000,
      reserved: 0,
    });
  });

  it('is a few parse attempts for a text that arrives byte by byte, however long it is', () => {
    for (const size of [1, 64, 1000, 32767]) {
      const frame = encodeBroadcastRequest('x'.repeat(size));
      const { reserved } = costOf('client_request', frame, 1, 2 + 3 + 3);
      assert.ok(reserved <= Math.max(256, 4 * frame.length), `${reserved} bytes for ${frame.length}`);
    }
  });

  for (const pieceSize of [1, 3, 100, 1460]) {
    it(`grows with the list and not with its square, in pieces of ${pieceSize}`, () => {
      for (const count of [500, 1000, 4000]) {
        const list = listOf(count);
        // Each entry has three fields: read once when it has arrived, once in the end, and once more where it was cut.
        const { reserved } = costOf('connection_reply', list, pieceSize, 9 * count + 20);
        assert.ok(reserved <= 4 * list.length, `${reserved} bytes for ${list.length}`);
      }
    });
  }

  it('grows so up to the longest list', () => {
    assert.equal(costOf('connection_reply', listOf(32767), 1, 9 * 32767 + 20).frames, 1);
  });
});
