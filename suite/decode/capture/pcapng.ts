import { EndianReader } from './endian';
import { CaptureError, type Damage, type Packet } from './packet';
import { type Interface, interfaceOf } from './pcapng-interface';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const BYTE_ORDER = 0x1a2b3c4d;
/** Type, length, and the length once more at the end. */
const AROUND_BODY = 12;
/** The fewest bytes that the body of a block has. */
const LEAST_BODY: Readonly<Record<number, number>> = {
  [SECTION_HEADER]: 16,
  [INTERFACE]: 8,
  [OLD_PACKET]: 20,
  [SIMPLE_PACKET]: 4,
  [ENHANCED_PACKET]: 20,
};

interface Block {
  readonly type: number;
  /** Where its body begins. */
  readonly start: number;
  /** Behind its body. */
  readonly end: number;
}

/** Whether the bytes begin as a pcapng file does. */
export function isPcapng(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32BE(0) === SECTION_HEADER;
}

/**
 * Hands out the packets of a pcapng file.
 * @returns where the file could not be read any further; undefined when it was read to its end.
 * @throws CaptureError when it does not even begin well.
 */
export function readPcapng(bytes: Buffer, onPacket: (packet: Packet) => void): Damage | undefined {
  const file = new PcapngFile(bytes, onPacket);
  let offset = 0;
  while (offset < bytes.length) {
    const next = file.block(offset);
    if (typeof next !== 'number') {
      if (offset === 0) throw new CaptureError(next);
      return next;
    }
    offset = next;
  }
  return undefined;
}

/** What is known while a file is read from its beginning to its end. */
class PcapngFile {
  private reader: EndianReader;
  private interfaces: Interface[] = [];

  constructor(
    private readonly bytes: Buffer,
    private readonly onPacket: (packet: Packet) => void,
  ) {
    this.reader = new EndianReader(bytes, true);
  }

  /** Reads the block at `offset` and returns where the next one begins, or what is wrong. */
  block(offset: number): number | Damage {
    const damage = (reason: string): Damage => ({ offset, reason });
    const left = this.bytes.length - offset;
    if (left < AROUND_BODY) return damage('the file ends in a block');
    if (this.reader.int(offset) === SECTION_HEADER && !this.beginSection(offset)) {
      return damage('a section without its mark of the byte order');
    }
    const type = this.reader.int(offset);
    const length = this.reader.int(offset + 4);
    if (length < AROUND_BODY + (LEAST_BODY[type] ?? 0) || length % 4 !== 0) {
      return damage(`a block of ${length} bytes`);
    }
    if (length > left) return damage(`the file ends in a block: ${left} of its ${length} bytes are there`);
    const problem = this.body({ type, start: offset + 8, end: offset + length - 4 });
    return problem === undefined ? offset + length : damage(problem);
  }

  /** Each section has its own byte order and its own interfaces. */
  private beginSection(offset: number): boolean {
    const littleEndian = [true, false].find((little) => {
      return new EndianReader(this.bytes, little).int(offset + 8) === BYTE_ORDER;
    });
    if (littleEndian === undefined) return false;
    this.reader = new EndianReader(this.bytes, littleEndian);
    this.interfaces = [];
    return true;
  }

  private body({ type, start, end }: Block): string | undefined {
    const { reader } = this;
    switch (type) {
      case INTERFACE:
        this.interfaces.push(interfaceOf(reader, start, end));
        return undefined;
      case ENHANCED_PACKET:
        return this.packet(reader.int(start), start, end);
      case OLD_PACKET:
        return this.packet(reader.short(start), start, end);
      case SIMPLE_PACKET:
        return this.simplePacket(start, end);
      default:
        return undefined;
    }
  }

  private packet(number: number, start: number, end: number): string | undefined {
    const { reader } = this;
    const on = this.interfaces[number];
    if (!on) return `a packet of interface ${number}, which is not described`;
    const length = reader.int(start + 12);
    const at = start + 20;
    if (at + length > end) return `a packet of ${length} bytes in a block with room for ${end - at}`;
    const ticks = (BigInt(reader.int(start + 4)) << 32n) | BigInt(reader.int(start + 8));
    const data = this.bytes.subarray(at, at + length);
    this.onPacket({ time: on.nanoseconds(ticks), linkType: on.linkType, data });
    return undefined;
  }

  private simplePacket(start: number, end: number): string | undefined {
    const on = this.interfaces[0];
    if (!on) return 'a packet before any interface is described';
    const length = Math.min(this.reader.int(start), on.snapLength || Number.POSITIVE_INFINITY);
    const at = start + 4;
    if (at + length > end) return `a packet of ${length} bytes in a block with room for ${end - at}`;
    this.onPacket({ linkType: on.linkType, data: this.bytes.subarray(at, at + length) });
    return undefined;
  }
}
