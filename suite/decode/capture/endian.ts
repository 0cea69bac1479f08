/** Reads numbers of either byte order from a file's bytes. */
export class EndianReader {
  constructor(
    readonly bytes: Buffer,
    readonly littleEndian: boolean,
  ) {}

  /** 16 bits, unsigned. */
  short(offset: number): number {
    return this.littleEndian ? this.bytes.readUInt16LE(offset) : this.bytes.readUInt16BE(offset);
  }

  /** 32 bits, unsigned. */
  int(offset: number): number {
    return this.littleEndian ? this.bytes.readUInt32LE(offset) : this.bytes.readUInt32BE(offset);
  }

  /** 64 bits, signed. */
  long(offset: number): bigint {
    return this.littleEndian ? this.bytes.readBigInt64LE(offset) : this.bytes.readBigInt64BE(offset);
  }
}
