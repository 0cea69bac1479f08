import kaitai = require('kaitai-struct');

import type KaitaiStreamType from 'kaitai-struct/KaitaiStream';

// The package's typings say `default` where its module is the class itself.
export const KaitaiStream = kaitai.KaitaiStream as unknown as typeof KaitaiStreamType;

/** A view of the same memory, for the generated parser. */
function viewOf(bytes: Uint8Array): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The stream that frames are parsed from. Running out of bytes is the usual case here (a frame that has only
 * partly arrived), so it throws one error object, made once, instead of one with a stack of calls each time.
 */
export class FrameStream extends KaitaiStream {
  /** What is thrown when the bytes run out; compare by identity. */
  readonly shortage = new KaitaiStream.EOFError(0, 0);
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

  /** Throws `shortage` unless `length` more bytes are there. */
  override ensureBytesLeft(length: number): void {
    const missing = this.pos + length - this.size;
    if (missing > 0) {
      this.missing = missing;
      throw this.shortage;
    }
  }
}
