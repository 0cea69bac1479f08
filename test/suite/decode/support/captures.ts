import { ethernet, ip, type SegmentFields } from './packets';

/** How a hand-made capture is written. */
export interface Writing {
  readonly littleEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly linkType?: number;
  /** Bytes kept of each packet. */
  readonly snapLength?: number;
}

/** The first packet's time, seconds since 1970. */
export const BEGAN = 1_700_000_000;

type Field = readonly [value: number, size: 2 | 4];

function written(fields: readonly Field[], littleEndian: boolean): Buffer {
  return Buffer.concat(
    fields.map(([value, size]) => {
      const bytes = Buffer.alloc(size);
      if (littleEndian) bytes.writeUIntLE(value, 0, size);
      else bytes.writeUIntBE(value, 0, size);
      return bytes;
    }),
  );
}

/** A pcap file of packets that are a millisecond apart. */
export function pcap(packets: readonly Buffer[], writing: Writing = {}): Buffer {
  const { littleEndian = true, nanoseconds = false, linkType = 1, snapLength = 65_535 } = writing;
  const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header: Field[] = [
    [magic, 4],
    [2, 2],
    [4, 2],
    [0, 4],
    [0, 4],
    [snapLength, 4],
    [linkType, 4],
  ];
  const records = packets.map((packet, index) => {
    const kept = packet.subarray(0, snapLength);
    const fraction = index * (nanoseconds ? 1_000_000 : 1_000);
    const fields: Field[] = [
      [BEGAN, 4],
      [fraction, 4],
      [kept.length, 4],
      [packet.length, 4],
    ];
    return Buffer.concat([written(fields, littleEndian), kept]);
  });
  return Buffer.concat([written(header, littleEndian), ...records]);
}

/** A block of a pcapng file, its body filled up to whole words. */
export function block(type: number, body: Buffer, littleEndian = true): Buffer {
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const length = padded.length + 12;
  return Buffer.concat([
    written(
      [
        [type, 4],
        [length, 4],
      ],
      littleEndian,
    ),
    padded,
    written([[length, 4]], littleEndian),
  ]);
}

/** The block that begins a section. */
export function sectionHeader(littleEndian = true): Buffer {
  const fields: Field[] = [
    [0x1a2b3c4d, 4],
    [1, 2],
    [0, 2],
    [0xffffffff, 4],
    [0xffffffff, 4],
  ];
  return block(0x0a0d0d0a, written(fields, littleEndian), littleEndian);
}

/** The block that describes an interface; `resolution` is the byte of the option if_tsresol. */
export function interfaceBlock(
  littleEndian = true,
  { linkType = 1, snapLength = 0, resolution = undefined as number | undefined } = {},
): Buffer {
  const fixed = written(
    [
      [linkType, 2],
      [0, 2],
      [snapLength, 4],
    ],
    littleEndian,
  );
  if (resolution === undefined) return block(1, fixed, littleEndian);
  const option = Buffer.concat([
    written(
      [
        [9, 2],
        [1, 2],
      ],
      littleEndian,
    ),
    Buffer.from([resolution, 0, 0, 0]),
  ]);
  return block(1, Buffer.concat([fixed, option, Buffer.alloc(4)]), littleEndian);
}

/** A packet with its time in ticks of its interface. */
export function packetBlock(packet: Buffer, ticks: bigint, littleEndian = true, on = 0): Buffer {
  const fields: Field[] = [
    [on, 4],
    [Number(ticks >> 32n), 4],
    [Number(ticks & 0xffffffffn), 4],
    [packet.length, 4],
    [packet.length, 4],
  ];
  return block(6, Buffer.concat([written(fields, littleEndian), packet]), littleEndian);
}

/** A packet without a time. */
export function simplePacketBlock(packet: Buffer, littleEndian = true): Buffer {
  return block(3, Buffer.concat([written([[packet.length, 4]], littleEndian), packet]), littleEndian);
}

/** A pcap file of Ethernet packets with these segments. */
export function captureOf(segments: readonly SegmentFields[], writing: Writing = {}): Buffer {
  return pcap(
    segments.map((segment) => ethernet(ip(segment))),
    writing,
  );
}
