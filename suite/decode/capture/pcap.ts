import { EndianReader } from './endian';
import { CaptureError, type Damage, type Packet } from './packet';

const FILE_HEADER = 24;
const PACKET_HEADER = 16;
const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
/** No tool writes longer packets; a greater length means that the file is damaged. */
const LONGEST_PACKET = 16 * 1024 * 1024;

interface Header {
  readonly reader: EndianReader;
  readonly nanosecondsPerTick: bigint;
}

/** Whether the bytes begin as a file of libpcap's first format does. */
export function isPcap(bytes: Buffer): boolean {
  return headerOf(bytes) !== undefined;
}

function headerOf(bytes: Buffer): Header | undefined {
  if (bytes.length < 4) return undefined;
  for (const littleEndian of [true, false]) {
    const reader = new EndianReader(bytes, littleEndian);
    const magic = reader.int(0);
    if (magic === MICROSECONDS) return { reader, nanosecondsPerTick: 1_000n };
    if (magic === NANOSECONDS) return { reader, nanosecondsPerTick: 1n };
  }
  return undefined;
}

/**
 * Hands out the packets of a pcap file.
 * @returns where the file could not be read any further; undefined when it was read to its end.
 * @throws CaptureError when its header is not whole.
 */
export function readPcap(bytes: Buffer, onPacket: (packet: Packet) => void): Damage | undefined {
  const header = headerOf(bytes);
  if (!header) throw new CaptureError({ offset: 0, reason: 'this is no pcap file' });
  if (bytes.length < FILE_HEADER) {
    throw new CaptureError({ offset: bytes.length, reason: `the file header has ${FILE_HEADER} bytes` });
  }
  const { reader, nanosecondsPerTick } = header;
  // The upper half tells of checksums behind each frame, which the lengths in the IP header leave out.
  const linkType = reader.int(20) & 0xffff;
  let offset = FILE_HEADER;
  while (offset < bytes.length) {
    if (bytes.length - offset < PACKET_HEADER) return { offset, reason: 'the file ends in a packet header' };
    const length = reader.int(offset + 8);
    if (length > LONGEST_PACKET) return { offset: offset + 8, reason: `a packet of ${length} bytes` };
    const start = offset + PACKET_HEADER;
    const time = BigInt(reader.int(offset)) * 1_000_000_000n;
    const fraction = BigInt(reader.int(offset + 4)) * nanosecondsPerTick;
    onPacket({ time: time + fraction, linkType, data: bytes.subarray(start, start + length) });
    if (start + length > bytes.length) return { offset: start, reason: 'the file ends in a packet' };
    offset = start + length;
  }
  return undefined;
}
