import type { ComponentChildren, JSX } from 'preact';
import { toHex } from '../../../wire/hex';
import { countOf } from '../../../wire/text';

interface FrameRowProps {
  offset: number;
  bytes: Uint8Array;
  mark?: number | undefined;
  most: number;
  children?: ComponentChildren;
}

/** One field, or one row of a dump: its place, its bytes with the marked one, what they mean. */
export function FrameRow({ offset, bytes, mark, most, children }: FrameRowProps): JSX.Element {
  const marked = mark !== undefined && mark >= offset && mark < offset + bytes.length;
  return (
    <tr class={marked ? 'marked' : undefined}>
      <td class="offset">{offset}</td>
      <td class="bytes">
        <Pairs bytes={bytes} mark={marked ? mark - offset : undefined} most={most} />
      </td>
      {children !== undefined && <td>{children}</td>}
    </tr>
  );
}

interface PairsProps {
  bytes: Uint8Array;
  mark?: number | undefined;
  most: number;
}

/** Two digits a byte; of many bytes the beginning, or what surrounds the marked one. */
function Pairs({ bytes, mark, most }: PairsProps): JSX.Element {
  const from = mark === undefined || mark < most ? 0 : Math.min(bytes.length - most, mark - most / 2);
  const to = Math.min(bytes.length, from + most);
  const spaced = (start: number, end: number): string =>
    toHex(bytes.subarray(start, end)).replace(/..(?=.)/g, '$& ');
  return (
    <>
      {from > 0 && <span class="cut">({countOf(from)} before) … </span>}
      {mark === undefined ? (
        spaced(from, to)
      ) : (
        <>
          {spaced(from, mark)} <mark title="the first wrong byte">{spaced(mark, mark + 1)}</mark>{' '}
          {spaced(mark + 1, to)}
        </>
      )}
      {to < bytes.length && <span class="cut"> … {countOf(bytes.length - to)} more</span>}
    </>
  );
}

/** A row that says something about the others. */
export function FrameNote({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <tr class="note">
      <td colSpan={3}>{children}</td>
    </tr>
  );
}
