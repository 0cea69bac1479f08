import { decode, describeFrame, type EntryType } from '../../wire';

/** One line for a person about the bytes of one whole frame. */
export function describeCopy(type: EntryType, bytes: Uint8Array): string {
  return describeFrame(type, decode(type, bytes));
}

/** The same for what a peer has sent, which need not be a frame. */
export function describeSent(type: EntryType, bytes: Uint8Array): string {
  try {
    return describeCopy(type, bytes);
  } catch {
    return `${bytes.length} bytes`;
  }
}
