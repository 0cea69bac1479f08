import type { JSX } from 'preact';
import type { ByteRun, ExpectedError, Vector } from '../../spec/vectors';
import { FrameFields } from '../../suite/report/page/frame-fields';
import { plural } from '../../suite/report/prose';
import { decoderLink } from '../page-names';

/** Longer vectors repeat themselves: their beginning is enough for a page. */
const SHOWN_BYTES = 96;

/** A vector: what it shows, its bytes decoded, and why they are so. */
export function VectorView({ vector }: { vector: Vector }): JSX.Element {
  const { id, entry, says, bytes, runs, error } = vector;
  const link = decoderLink(entry, bytes);
  return (
    <article class="vector" id={id}>
      <h3>
        <a href={`#${id}`}>{id}</a> <code class="muted">{entry}</code>{' '}
        {error && <span class="vector-error">{expected(error)}</span>}
      </h3>
      <p>
        {says} {link !== undefined && <a href={link}>Open in the decoder</a>}
      </p>
      <FrameFields type={entry} bytes={bytes.subarray(0, SHOWN_BYTES)} length={bytes.length} />
      <details>
        <summary>Why these bytes</summary>
        <ul>
          {runs.map((run) => (
            <Run run={run} />
          ))}
        </ul>
      </details>
    </article>
  );
}

function Run({ run: { field, bytes, note } }: { run: ByteRun }): JSX.Element {
  return (
    <li>
      <code>{field}</code>: {plural(bytes.length, 'byte')}, {note}
    </li>
  );
}

function expected(error: ExpectedError): string {
  switch (error.kind) {
    case 'malformed':
      return `malformed: ${error.field}`;
    case 'incomplete':
      return `incomplete: ${plural(error.missing, 'byte')} missing`;
    case 'trailing':
      return `more than one frame: it ends at byte ${error.offset}`;
  }
}
