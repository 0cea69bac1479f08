import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { annotate, decode, describeFrame, ENTRY_TYPES, Framer, IncompleteFrameError } from '../../wire';
import { type AnyFrame, anyCuts, anyFrame, framesOf, KINDS, piecesOf, plain } from './support';

/** Frames are taken out as they come, the type of each told just before, as a peer does that knows the state. */
function framed(frames: readonly AnyFrame[], pieces: Iterable<Uint8Array>): unknown[] {
  const found: unknown[] = [];
  const framer = new Framer(frames[0]?.type ?? 'client_hello');
  for (const piece of pieces) {
    framer.push(piece);
    while (found.length < frames.length) {
      const type = frames[found.length]?.type ?? 'client_hello';
      const captured = framer.expect(type).next();
      if (captured === undefined) break;
      assert.equal(captured.type, type);
      found.push([captured.offset, Buffer.from(captured.bytes), plain(type, captured.frame)]);
    }
  }
  assert.equal(framer.pendingBytes, 0);
  return found;
}

describe('a frame of any content', () => {
  for (const kind of KINDS) {
    it(`${kind}: is decoded to what was encoded`, () => {
      fc.assert(
        fc.property(framesOf(kind), ({ type, fields, bytes }) => {
          assert.deepEqual(plain(type, decode(type, bytes)), fields);
        }),
      );
    });
  }

  it('is annotated without a gap, and described in one line', () => {
    fc.assert(
      fc.property(anyFrame, ({ type, bytes }) => {
        const { fields, problem, trailing } = annotate(type, bytes);
        assert.deepEqual({ problem, trailing }, { problem: undefined, trailing: 0 });
        assert.equal(fields.map((field) => field.hex).join(''), bytes.toString('hex'));
        let at = 0;
        for (const field of fields) {
          assert.equal(field.offset, at);
          at += field.length;
        }
        assert.match(describeFrame(type, decode(type, bytes)), /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
      }),
    );
  });

  it('is incomplete without its last byte, and by how much is told', () => {
    fc.assert(
      fc.property(anyFrame, fc.double({ min: 0, max: 1, noNaN: true }), ({ type, bytes }, share) => {
        const cut = Math.min(bytes.length - 1, Math.floor(share * bytes.length));
        assert.throws(
          () => decode(type, bytes.subarray(0, cut)),
          (error) => {
            assert.ok(error instanceof IncompleteFrameError);
            assert.ok(error.missing >= 1 && cut + error.missing <= bytes.length);
            assert.ok(error.offset <= cut);
            return true;
          },
        );
      }),
    );
  });
});

describe('any frames in any cut', () => {
  it('come out whole, in order, with their bytes and places', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { minLength: 1, maxLength: 12 }), anyCuts, (frames, sizes) => {
        let offset = 0;
        const expected = frames.map(({ fields, bytes }) => {
          offset += bytes.length;
          return [offset - bytes.length, bytes, fields];
        });
        const stream = Buffer.concat(frames.map((frame) => frame.bytes));
        assert.deepEqual(framed(frames, piecesOf(stream, sizes)), expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any bytes in any cut', () => {
  const byte = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 127, 128, 254, 255), fc.integer({ min: 0, max: 255 }));
  const noise = fc.array(byte, { maxLength: 60 }).map((list) => Buffer.from(list));
  const damaged = fc
    .tuple(fc.array(anyFrame, { minLength: 1, maxLength: 4 }), fc.nat(), byte)
    .map(([frames, place, value]) => {
      const stream = Buffer.concat(frames.map((frame) => frame.bytes));
      stream[place % stream.length] = value;
      return stream;
    });

  /** What a consumer sees: the frames, the error with all that it tells, and what is left. */
  function seen(
    type: (typeof ENTRY_TYPES)[number],
    maxBytes: number,
    pieces: Iterable<Uint8Array>,
  ): unknown[] {
    const framer = new Framer(type, { maxBytes });
    const events: unknown[] = [];
    for (const piece of pieces) {
      framer.push(piece);
      try {
        for (let captured = framer.next(); captured !== undefined; captured = framer.next()) {
          events.push(Buffer.from(captured.bytes));
        }
      } catch (error) {
        const { stack: _, ...told } = error as Error;
        if (!events.some((event) => typeof event === 'string')) events.push(String(error), told);
      }
    }
    return [...events, framer.streamOffset, Buffer.from(framer.rest())];
  }

  it('give the same frames, the same error and the same rest as in one piece', () => {
    const bound = fc.oneof(fc.integer({ min: 7, max: 80 }), fc.constant(1 << 20));
    const input = fc.tuple(fc.constantFrom(...ENTRY_TYPES), fc.oneof(noise, damaged), bound, anyCuts);
    fc.assert(
      fc.property(input, ([type, stream, maxBytes, sizes]) => {
        assert.deepEqual(seen(type, maxBytes, piecesOf(stream, sizes)), seen(type, maxBytes, [stream]));
      }),
      { numRuns: 2000 },
    );
  });
});
