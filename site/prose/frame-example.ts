import type { EntryType } from '../../wire';
import { ENTRY_TYPES } from '../../wire';
import type { FrameLayout } from '../frames/layout';

/** A frame that is written out on a page of the specification. */
export interface FrameExample {
  readonly entry: EntryType;
  readonly bytes: Buffer;
}

/**
 * Reads a block such as "```frame client_hello", whose lines begin with bytes in hexadecimal; undefined for any other.
 *
 * @param info what stands behind the back quotes.
 * @throws Error when it is a frame of no known type, or has no bytes.
 */
export function frameExample(info: string, content: string): FrameExample | undefined {
  const [word, name] = info.trim().split(/\s+/);
  if (word !== 'frame') return undefined;
  const entry = ENTRY_TYPES.find((one) => one === name);
  const hex = content
    .split('\n')
    .map((line) => /^(?:[0-9a-f]{2}(?: |$))+/.exec(line)?.[0] ?? '')
    .join('')
    .replaceAll(' ', '');
  if (entry === undefined || hex === '') throw new Error(`"${info}" is no example of a frame`);
  return { entry, bytes: Buffer.from(hex, 'hex') };
}

/** The layout that such a frame has, by its code. */
export function layoutFor(
  { entry, bytes }: FrameExample,
  layouts: readonly FrameLayout[],
): FrameLayout | undefined {
  return layouts.find((one) => one.entry === entry && (!one.code || one.code.value === bytes.readInt8(0)));
}
