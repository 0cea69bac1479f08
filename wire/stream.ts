import kaitai = require('kaitai-struct');

import type KaitaiStreamType from 'kaitai-struct/KaitaiStream';

// The package's typings say `default` where its module is the class itself.
export const KaitaiStream = kaitai.KaitaiStream as unknown as typeof KaitaiStreamType;

/**
 * What a FrameStream throws when the bytes run out; compare by identity. That is the usual case here, a frame that has
 * only partly arrived, so it is made once: taking down the stack of calls each time would cost more than all parsing.
 */
export const SHORTAGE = new KaitaiStream.EOFError(0, 0);

/**
 * The stream that frames are parsed from. Its `pos` counts from the beginning of the memory that the bytes lie in, and
 * `at` from the first of the bytes: as long as chunks come in the same memory, no view has to be made for them.
 */
export class FrameStream extends KaitaiStream {
  /** How many bytes the field that ran out still needs; counts after a shortage. */
  missing = 0;

  /** The bytes read from. */
  bytes: Uint8Array;
  private end: number;

  constructor(bytes: Uint8Array) {
    super(new DataView(bytes.buffer as ArrayBuffer));
    this.bytes = bytes;
    this.pos = bytes.byteOffset;
    this.end = bytes.byteOffset + bytes.length;
  }

  /** Which of the bytes is read next, counted from 0. */
  get at(): number {
    return this.pos - this.bytes.byteOffset;
  }

  set at(at: number) {
    this.pos = this.bytes.byteOffset + at;
  }

  /** Reads from other bytes from now on, without a copy; frames parsed before keep theirs. */
  over(bytes: Uint8Array): void {
    if (bytes.buffer !== this.bytes.buffer) this.dataView = new DataView(bytes.buffer as ArrayBuffer);
    this.bytes = bytes;
    this.pos = bytes.byteOffset;
    this.end = bytes.byteOffset + bytes.length;
  }

  /** Throws `SHORTAGE` unless `length` more bytes are there. */
  override ensureBytesLeft(length: number): void {
    const missing = this.pos + length - this.end;
    if (missing > 0) {
      this.missing = missing;
      throw SHORTAGE;
    }
  }
}
