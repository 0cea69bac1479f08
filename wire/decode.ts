import { errorFor } from './diagnose';
import { TrailingBytesError } from './errors';
import { type EntryType, type FrameOf, PARSERS } from './frames';
import { FrameStream } from './stream';

/**
 * Parses exactly one whole frame. Its byte fields are views of `bytes`.
 * @throws MalformedFrameError, IncompleteFrameError (bytes missing) or TrailingBytesError (bytes left over).
 */
export function decode<E extends EntryType>(type: E, bytes: Uint8Array): FrameOf<E> {
  const stream = new FrameStream(bytes);
  const frame = parse(type, bytes, stream);
  if (stream.at < bytes.length) throw new TrailingBytesError(type, stream.at, bytes.slice(stream.at));
  return frame;
}

function parse<E extends EntryType>(type: E, bytes: Uint8Array, stream: FrameStream): FrameOf<E> {
  const FrameParser = PARSERS[type];
  try {
    return new FrameParser(stream);
  } catch {
    throw errorFor(type, bytes, 0);
  }
}
