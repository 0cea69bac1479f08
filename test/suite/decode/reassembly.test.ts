import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Capture, readCapture } from '../../../suite/decode/capture/read-capture';
import type { StreamAssembly } from '../../../suite/decode/capture/stream-assembly';
import { captureOf } from './support/captures';
import { CLIENT, SERVER, type SegmentFields } from './support/packets';
import { Talk } from './support/talk';

const TEXT = 'the quick brown fox jumps over the lazy dog';

/** A segment with the text from one position to another, the first byte having sequence number 1. */
function piece(from: number, to: number, flags = 'A', base = 1): SegmentFields {
  const payload = Buffer.from(TEXT.slice(from, to));
  return { from: CLIENT, to: SERVER, sequence: (base + from) >>> 0, flags, payload };
}

const SYN: SegmentFields = { from: CLIENT, to: SERVER, sequence: 0, flags: 'S' };

function streamOf({ connections }: Capture, index = 0): StreamAssembly {
  const stream = connections[index]?.ends[0].stream;
  assert.ok(stream);
  return stream;
}

function assembled(...segments: SegmentFields[]): StreamAssembly {
  return streamOf(readCapture(captureOf(segments)));
}

function textOf({ chunks }: StreamAssembly): string {
  return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString();
}

for (const [name, segments] of [
  ['in order', [piece(0, 9), piece(9, 43)]],
  ['in reverse', [piece(30, 43), piece(20, 30), piece(9, 20), piece(0, 9)]],
  ['sent again', [piece(0, 9), piece(0, 9), piece(9, 43), piece(0, 9), piece(9, 43)]],
  ['overlapping', [piece(0, 12), piece(9, 30), piece(5, 43)]],
  ['overlapping, out of order', [piece(20, 43), piece(9, 25), piece(8, 10), piece(0, 9)]],
  ['one inside another', [piece(10, 12), piece(5, 43), piece(0, 6)]],
  ['byte by byte', Array.from(TEXT, (_, at) => piece(at, at + 1))],
] as const) {
  test(`segments ${name}`, () => {
    const stream = assembled(SYN, ...segments);
    assert.equal(textOf(stream), TEXT);
    assert.equal(stream.gap, undefined);
  });
}

test('bytes have the time at which all before them were there', () => {
  const { chunks } = assembled(SYN, piece(9, 43), piece(0, 9));
  assert.deepEqual(
    chunks.map(({ moment }) => moment.at),
    [2, 2],
  );
});

test('of bytes that came twice the first copy counts', () => {
  const other: SegmentFields = { ...piece(0, 9), payload: Buffer.from('THE SLOW!') };
  assert.equal(textOf(assembled(SYN, piece(0, 9), other, piece(9, 43))), TEXT);
  const later: SegmentFields = { ...piece(9, 43), payload: Buffer.from(TEXT.slice(9).toUpperCase()) };
  assert.equal(textOf(assembled(SYN, piece(9, 43), later, later, piece(0, 9))), TEXT);
});

for (const [name, segments, offset, length, behind] of [
  ['in the middle', [piece(0, 9), piece(20, 30), piece(30, 43)], 9, 11, 23],
  ['at the beginning', [piece(4, 43)], 0, 4, 39],
  ['before the end', [piece(0, 9), { ...piece(0, 0, 'FA'), sequence: 44 }], 9, 34, 0],
] as const) {
  test(`a gap ${name}`, () => {
    const stream = assembled(SYN, ...segments);
    assert.deepEqual(stream.gap, { offset, length, behind });
    assert.equal(textOf(stream), TEXT.slice(0, offset));
    assert.equal(stream.closed, undefined);
  });
}

test('a gap where packets were cut when they were captured', () => {
  const file = captureOf([SYN, piece(0, 43, 'FA')], { snapLength: 14 + 20 + 20 + 10 });
  const stream = streamOf(readCapture(file));
  assert.equal(textOf(stream), TEXT.slice(0, 10));
  assert.deepEqual(stream.gap, { offset: 10, length: 33, behind: 0 });
  assert.equal(stream.closed, undefined);
});

test('sequence numbers begin anew behind the greatest', () => {
  const base = 0xffffffff - 10;
  const opening = { ...SYN, sequence: base - 1 };
  const pieces = [piece(20, 43, 'A', base), piece(0, 5, 'A', base), piece(5, 20, 'A', base)];
  assert.equal(textOf(assembled(opening, ...pieces)), TEXT);
});

test('a connection whose beginning was not captured begins with its first bytes', () => {
  const probe = { ...piece(0, 0), sequence: 9 };
  assert.equal(textOf(assembled(probe, piece(9, 20), piece(20, 43))), TEXT.slice(9));
});

test('an end counts once all before it is there; a reset at once', () => {
  const fin = piece(9, 43, 'FA');
  const stream = assembled(
    SYN,
    fin,
    { ...fin, payload: Buffer.alloc(0), sequence: 1, flags: 'R' },
    piece(0, 9),
  );
  assert.deepEqual(stream.closed, { order: 4, at: 3 });
  assert.deepEqual(stream.reset, { order: 3, at: 2 });
});

test('the same two ends may have one connection after the other', () => {
  const first = new Talk().open().ask(Buffer.from('first')).close();
  const second = new Talk(CLIENT, SERVER, 500_000).open().ask(Buffer.from('second'));
  const again = first.segments[0] as SegmentFields;
  const capture = readCapture(
    captureOf([...first.segments.slice(0, 1), again, ...first.segments.slice(1), ...second.segments]),
  );
  assert.equal(capture.connections.length, 2);
  assert.deepEqual([textOf(streamOf(capture, 0)), textOf(streamOf(capture, 1))], ['first', 'second']);
});

test('however a stream is cut, doubled and shuffled, it is put together again', () => {
  const base = fc.integer({ min: 0, max: 0xffffffff });
  const cuts = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })), { maxLength: 60 });
  const property = fc.property(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    base,
    cuts,
    fc.gen(),
    (bytes, first, extra, gen) => {
      const everywhere = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => [7 * at, 7] as const);
      const parts = gen(fc.shuffledSubarray<readonly [number, number]>, [...everywhere, ...extra], {
        minLength: everywhere.length + extra.length,
      });
      const segments = parts.map(([from, length]): SegmentFields => {
        const payload = bytes.subarray(from, from + length);
        return { from: CLIENT, to: SERVER, sequence: (first + 1 + from) >>> 0, payload };
      });
      const stream = assembled(
        { ...SYN, sequence: first },
        ...segments.filter(({ payload }) => payload?.length),
      );
      assert.deepEqual(Buffer.concat(stream.chunks.map((chunk) => chunk.bytes)), Buffer.from(bytes));
      assert.equal(stream.gap, undefined);
    },
  );
  fc.assert(property);
});
