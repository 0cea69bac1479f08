/** One end of a connection, `127.0.0.1:40000` or `[::1]:40000` taken apart. */
export interface End {
  readonly host: readonly number[];
  readonly port: number;
}

/** What a hand-made segment says; everything but its ends may be left out. */
export interface SegmentFields {
  readonly from: End;
  readonly to: End;
  readonly sequence?: number;
  readonly flags?: string;
  readonly payload?: Uint8Array;
}

export const CLIENT: End = { host: [127, 0, 0, 1], port: 40_000 };
export const SERVER: End = { host: [127, 0, 0, 2], port: 7777 };
export const CLIENT_6: End = { host: [...Array(15).fill(0), 1], port: 40_000 };
export const SERVER_6: End = { host: [0x20, 1, 0xd, 0xb8, ...Array(11).fill(0), 7], port: 7777 };

const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16 };

/** Numbers, big-endian: each value with its size in bytes. */
export function packed(...fields: readonly (readonly [value: number, size: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, size]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntBE(value, 0, size);
      return bytes;
    }),
  );
}

/** The bytes of a TCP segment. */
export function tcp({
  from,
  to,
  sequence = 0,
  flags = 'A',
  payload = Buffer.alloc(0),
}: SegmentFields): Buffer {
  const bits = [...flags].reduce((sum, flag) => sum + (FLAGS[flag] ?? 0), 0);
  const header = packed(
    [from.port, 2],
    [to.port, 2],
    [sequence >>> 0, 4],
    [0, 4],
    [0x50, 1],
    [bits, 1],
    [65_535, 2],
    [0, 4],
  );
  return Buffer.concat([header, payload]);
}

/** The bytes of an IPv4 packet; `options` is a multiple of four bytes. */
export function ipv4(
  { from, to }: SegmentFields,
  content: Buffer,
  { fragment = 0, options = 0, protocol = 6, total = undefined as number | undefined } = {},
): Buffer {
  const length = 20 + options;
  const header = packed(
    [0x40 + length / 4, 1],
    [0, 1],
    [total ?? length + content.length, 2],
    [1, 2],
    [fragment, 2],
    [64, 1],
    [protocol, 1],
    [0, 2],
  );
  return Buffer.concat([header, Buffer.from([...from.host, ...to.host]), Buffer.alloc(options, 1), content]);
}

/** The bytes of an IPv6 packet, with extension headers before its content where some are given. */
export function ipv6(
  { from, to }: SegmentFields,
  content: Buffer,
  { first = 6, extensions = Buffer.alloc(0) as Buffer } = {},
): Buffer {
  const header = packed([0x60000000, 4], [extensions.length + content.length, 2], [first, 1], [64, 1]);
  return Buffer.concat([header, Buffer.from([...from.host, ...to.host]), extensions, content]);
}

/** The bytes of an IP packet of either version with a segment in it. */
export function ip(segment: SegmentFields): Buffer {
  return segment.from.host.length === 4 ? ipv4(segment, tcp(segment)) : ipv6(segment, tcp(segment));
}

/** An Ethernet frame, with VLAN tags where some are given. */
export function ethernet(packet: Buffer, tags: readonly number[] = [], padding = 0): Buffer {
  const type = (packet[0] ?? 0) >> 4 === 4 ? 0x0800 : 0x86dd;
  const tagged = tags.map((tag) => packed([tag, 2], [5, 2]));
  return Buffer.concat([
    Buffer.alloc(12, 2),
    ...tagged,
    packed([type, 2]),
    packet,
    Buffer.alloc(padding, 0xee),
  ]);
}
