import type { EndianReader } from './endian';

/** An interface that packets of a pcapng section came by. */
export interface Interface {
  readonly linkType: number;
  /** Bytes kept of each packet at most; 0 for all. */
  readonly snapLength: number;
  /** The time of a packet in nanoseconds since 1970. */
  readonly nanoseconds: (ticks: bigint) => bigint;
}

const END_OF_OPTIONS = 0;
const RESOLUTION = 9;
const OFFSET = 14;
const OPTIONS_AT = 8;

/** Reads the body of an interface description block, from `start` to `end`. */
export function interfaceOf(reader: EndianReader, start: number, end: number): Interface {
  let ticksPerSecond = 1_000_000n;
  let secondsBefore = 0n;
  for (const { code, at, length } of optionsOf(reader, start + OPTIONS_AT, end)) {
    if (code === RESOLUTION && length === 1) ticksPerSecond = resolution(reader.bytes[at] ?? 6);
    if (code === OFFSET && length === 8) secondsBefore = reader.long(at);
  }
  return {
    linkType: reader.short(start),
    snapLength: reader.int(start + 4),
    nanoseconds: (ticks) => (ticks * 1_000_000_000n) / ticksPerSecond + secondsBefore * 1_000_000_000n,
  };
}

/** The highest bit chooses between powers of two and of ten. */
function resolution(byte: number): bigint {
  return byte >= 0x80 ? 2n ** BigInt(byte - 0x80) : 10n ** BigInt(byte);
}

interface OptionAt {
  readonly code: number;
  readonly at: number;
  readonly length: number;
}

function* optionsOf(reader: EndianReader, start: number, end: number): Generator<OptionAt> {
  let offset = start;
  while (offset + 4 <= end) {
    const code = reader.short(offset);
    const length = reader.short(offset + 2);
    const at = offset + 4;
    if (code === END_OF_OPTIONS || at + length > end) return;
    yield { code, at, length };
    offset = at + 4 * Math.ceil(length / 4);
  }
}
