import kaitai = require('kaitai-struct');

import type KaitaiStreamType from 'kaitai-struct/KaitaiStream';

// The package's typings say `default` where its module is the class itself.
export const KaitaiStream = kaitai.KaitaiStream as unknown as typeof KaitaiStreamType;

/** A view of the same memory, for the generated parser. */
function viewOf(bytes: Uint8Array): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * What a FrameStream throws when the bytes run out; compare by identity. That is the usual case here, a frame that has
 * only partly arrived, so it is made once: taking down the stack of calls each time would cost more than all parsing.
 */
export const SHORTAGE = new KaitaiStream.EOFError(0, 0);

/** The stream that frames are parsed from. */
export class FrameStream extends KaitaiStream {
  /** How many bytes the field that ran out still needs; counts after a shortage. */
  missing = 0;

  /** The bytes read from. */
  bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super(viewOf(bytes));
    this.bytes = bytes;
  }

  /** Reads from other bytes from now on, without a copy; frames parsed before keep theirs. */
  over(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.dataView = viewOf(bytes);
    this.pos = 0;
  }

  /** Throws `SHORTAGE` unless `length` more bytes are there. */
  override ensureBytesLeft(length: number): void {
    const missing = this.pos + length - this.size;
    if (missing > 0) {
      this.missing = missing;
      throw SHORTAGE;
    }
  }
}
