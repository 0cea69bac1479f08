import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import pc from 'picocolors';
import { decodeCapture } from '../../../suite/decode/decode-capture';
import { diagramLines } from '../../../suite/decode/diagram';
import { jsonPieces } from '../../../suite/decode/json-view';
import { mermaidLines } from '../../../suite/decode/mermaid';
import { textLines } from '../../../suite/decode/text-view';
import { interfaceBlock, packetBlock, pcap, sectionHeader } from './support/captures';
import { CLIENT, ethernet, ip, SERVER, type SegmentFields } from './support/packets';

const REAL = readFileSync(path.join(__dirname, 'captures', 'chat.pcap'));
const palette = pc.createColors(false);

/** Decodes and shows in every way; anything but a refusal in words is a fault. */
function survives(bytes: Uint8Array): void {
  try {
    const decoded = decodeCapture(Buffer.from(bytes), 'hostile');
    for (const shown of [
      textLines(decoded, { palette, brief: false }),
      diagramLines(decoded, 80, palette),
      mermaidLines(decoded),
    ]) {
      for (const line of shown) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
    }
    JSON.parse([...jsonPieces(decoded)].join(''));
  } catch (error) {
    const { name } = error as Error;
    assert.ok(name === 'CaptureError' || name === 'InputError', (error as Error).stack);
  }
}

const anyBytes = fc.uint8Array({ maxLength: 200 });

test('random bytes behind every beginning of a file', () => {
  const beginnings = [
    pcap([]),
    pcap([], { littleEndian: false }),
    sectionHeader(),
    Buffer.concat([sectionHeader(), interfaceBlock()]),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), anyBytes, (beginning, bytes) => {
      survives(Buffer.concat([beginning, bytes]));
    }),
    { numRuns: 500 },
  );
});

test('random bytes as packets of every link type', () => {
  const linkTypes = fc.constantFrom(0, 1, 12, 101, 108, 113, 228, 229, 276, 9999);
  fc.assert(
    fc.property(linkTypes, fc.array(anyBytes, { maxLength: 5 }), (linkType, packets) => {
      survives(
        pcap(
          packets.map((packet) => Buffer.from(packet)),
          { linkType },
        ),
      );
    }),
    { numRuns: 500 },
  );
});

test('a real capture with bytes changed, cut out and cut off', () => {
  const changes = fc.array(fc.tuple(fc.nat(REAL.length - 1), fc.nat(255)), { maxLength: 40 });
  const cut = fc.tuple(fc.nat(REAL.length), fc.nat(200));
  fc.assert(
    fc.property(changes, cut, fc.nat(REAL.length), (changed, [from, length], end) => {
      const bytes = Buffer.from(REAL);
      for (const [at, value] of changed) bytes[at] = value;
      survives(Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]).subarray(0, end + 24));
    }),
    { numRuns: 150 },
  );
});

test('random segments of one connection', () => {
  const segments = fc.array(
    fc.record({
      isClient: fc.boolean(),
      sequence: fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 0xffffffff })),
      flags: fc.constantFrom('A', 'A', 'PA', 'S', 'SA', 'FA', 'R', 'SFR'),
      payload: anyBytes,
    }),
    { maxLength: 30 },
  );
  const packetOf = ({
    isClient,
    ...rest
  }: { isClient: boolean } & Omit<SegmentFields, 'from' | 'to'>): Buffer => {
    const ends = isClient ? { from: CLIENT, to: SERVER } : { from: SERVER, to: CLIENT };
    return ethernet(ip({ ...ends, ...rest }));
  };
  fc.assert(
    fc.property(segments, (all) => survives(pcap(all.map(packetOf)))),
    { numRuns: 300 },
  );
});

test('times that no calendar has', () => {
  const packet = ethernet(ip({ from: CLIENT, to: SERVER, sequence: 1, payload: Buffer.from('00') }));
  for (const resolution of [0, 0x80, 0x7f, 0xff]) {
    const file = Buffer.concat([
      sectionHeader(),
      interfaceBlock(true, { resolution }),
      packetBlock(packet, 2n ** 63n),
      packetBlock(packet, 0n),
    ]);
    survives(file);
  }
});

test('many segments in the worst order take no longer than they must', () => {
  const count = 60_000;
  const packets = Array.from({ length: count }, (_, index) => {
    const sequence = 1 + (index === count - 1 ? 0 : count - index);
    return ethernet(ip({ from: CLIENT, to: SERVER, sequence, payload: Buffer.from('\0') }));
  });
  const opening = ethernet(ip({ from: CLIENT, to: SERVER, flags: 'S' }));
  const began = performance.now();
  decodeCapture(pcap([opening, ...packets]), 'worst');
  assert.ok(performance.now() - began < 10_000);
});

test('many connections take no longer than they must, and some are too many', () => {
  const opening = (host: number, port: number): Buffer =>
    ip({ from: { host: [10, 0, host >> 8, host & 0xff], port }, to: SERVER, flags: 'S' });
  const packets = Array.from({ length: 100_001 }, (_, index) =>
    opening(index % 1000, 1 + Math.floor(index / 1000)),
  );
  const began = performance.now();
  const decoded = decodeCapture(pcap(packets, { linkType: 101 }), 'many');
  assert.equal(decoded.conversations.length, 100_000);
  assert.deepEqual(decoded.notes, ['1 packet left out of more than 100000 connections']);
  assert.ok([...diagramLines(decoded, 80, palette)].length > 100_000);
  assert.ok(performance.now() - began < 20_000);
});
