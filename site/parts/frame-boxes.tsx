import type { JSX } from 'preact';
import type { Cell, FrameLayout, Offset, Repeated } from '../frames/layout';
import { PAGES } from '../page-names';

/** A frame drawn as boxes of bytes, field beside field, as an RFC draws them. */
export function FrameBoxes({
  layout,
  linked = true,
}: {
  layout: FrameLayout;
  linked?: boolean;
}): JSX.Element {
  const { name, parts, length, doc } = layout;
  return (
    <figure class="frame-boxes">
      <figcaption>
        {linked ? <a href={`${PAGES.frames}#${name}`}>{titleOf(layout)}</a> : null}
        <span class="muted"> {doc}</span>
        <span class="frame-length">{length === undefined ? lengthOf(parts) : bytes(length)}</span>
      </figcaption>
      <ol class="boxes">
        {parts.map((part) =>
          part.kind === 'cell' ? <Box cell={part} code={layout.code?.name} /> : <Entries part={part} />,
        )}
      </ol>
    </figure>
  );
}

/** What a frame is called: `client_request 1 (direct)`. */
export function titleOf({ entry, code }: FrameLayout): string {
  return code ? `${entry} ${code.value} (${code.name})` : entry;
}

interface BoxProps {
  cell: Cell;
  /** What the value means, where it makes the frame the one that it is. */
  code?: string | undefined;
  /** Offsets then count from the entry's first byte. */
  inEntry?: boolean;
}

function Box({ cell, code, inEntry = false }: BoxProps): JSX.Element {
  const { name, size, type, value, doc } = cell;
  const width = 'bytes' in size ? `bytes-${size.bytes}` : 'bytes-any';
  return (
    <li class={`box ${width}`} title={doc}>
      <span class="box-offset">
        <span class="unseen">at byte </span>
        {inEntry && '+'}
        {offsetText(cell.offset)}
      </span>
      <span class="box-body">
        <code class="box-name">{name}</code>
        {value !== undefined && (
          <span class="box-value">
            = {value}
            <span class="unseen"> ({code})</span>
          </span>
        )}
        <span class="box-type">{'bytes' in size ? type : sizeText(size.field)}</span>
      </span>
    </li>
  );
}

function Entries({ part }: { part: Repeated }): JSX.Element {
  return (
    <li class="box entries">
      <span class="box-offset">
        <span class="unseen">at byte </span>
        {offsetText(part.offset)}
      </span>
      <div class="box-body">
        <span class="entries-name">
          <code>{part.name}</code>: <code>{part.times}</code> times
        </span>
        <ol class="boxes">
          {part.cells.map((cell) => (
            <Box cell={cell} inEntry />
          ))}
        </ol>
      </div>
    </li>
  );
}

function offsetText({ bytes, behind }: Offset): string {
  return [bytes, ...behind].join(' + ');
}

function sizeText(field: string): JSX.Element {
  return (
    <>
      <code>{field}</code> bytes
    </>
  );
}

function bytes(count: number): string {
  return count === 1 ? 'always 1 byte' : `always ${count} bytes`;
}

/** `3 bytes + len_text bytes`. */
function lengthOf(parts: FrameLayout['parts']): string {
  let fixed = 0;
  const others: string[] = [];
  for (const part of parts) {
    if (part.kind === 'repeated') others.push(`${part.times} entries`);
    else if ('field' in part.size) others.push(`${part.size.field} bytes`);
    else fixed += part.size.bytes;
  }
  return [`${fixed} bytes`, ...others].join(' + ');
}
