import type { JSX } from 'preact';
import { type AnnotatedField, type Annotation, annotate } from '../../../wire/annotate';
import type { EntryType } from '../../../wire/frames';
import { countOf } from '../../../wire/text';
import { FrameNote, FrameRow } from './frame-rows';
import { Inert } from './inert-text';

const MOST_FIELDS = 200;
/** Of one field. */
const MOST_BYTES = 256;
const DUMP_ROW = 16;
/** Of more bytes than this the table may be higher than its place: then it is scrolled, with the keyboard too. */
const SCROLLED = 24;
const SCROLLABLE = { role: 'group', tabIndex: 0, 'aria-label': 'bytes' } as const;

interface FrameFieldsProps {
  /** Missing where the bytes are of no known type: then they are shown as a dump. */
  type?: EntryType | undefined;
  bytes: Uint8Array;
  /** The first wrong byte; where reading stopped unless told. */
  markOffset?: number | undefined;
  /** How many bytes of one field to show at most; 256 unless told. */
  mostBytes?: number;
  /** How many bytes there were, where `bytes` are only the first of them. */
  length?: number | undefined;
}

/** Bytes field by field as cosp.ksy names them, the first wrong one marked. For pages and for browsers. */
export function FrameFields({
  type,
  bytes,
  markOffset,
  length,
  mostBytes = MOST_BYTES,
}: FrameFieldsProps): JSX.Element {
  const cut = length !== undefined && length > bytes.length;
  const annotation = type === undefined || bytes.length === 0 ? undefined : annotate(type, bytes);
  const mark = markOffset ?? (cut ? undefined : annotation?.problem?.offset);
  return (
    <div class="frame-fields" {...(bytes.length > SCROLLED && SCROLLABLE)}>
      <table>
        <thead>
          <tr>
            <th scope="col">at</th>
            <th scope="col">bytes</th>
            {annotation && <th scope="col">field</th>}
          </tr>
        </thead>
        <tbody>
          {annotation ? fieldRows(annotation, bytes, mark, mostBytes) : dumpRows(bytes, mark, mostBytes)}
        </tbody>
      </table>
      <Remarks annotation={annotation} cut={cut} shown={bytes.length} length={length} />
    </div>
  );
}

interface RemarksProps {
  annotation: Annotation | undefined;
  cut: boolean;
  shown: number;
  length: number | undefined;
}

function Remarks({ annotation, cut, shown, length }: RemarksProps): JSX.Element {
  const problem = annotation?.problem;
  return (
    <>
      {cut && (
        <p class="cut">
          Cut: the first {shown} of {length} bytes.
        </p>
      )}
      {problem && !cut && (
        <p class="problem">
          {problem.kind}: <code>{problem.field}</code> at byte {problem.offset} {problem.reason}
        </p>
      )}
    </>
  );
}

function fieldRows(
  { fields, trailing }: Annotation,
  bytes: Uint8Array,
  mark: number | undefined,
  most: number,
): JSX.Element[] {
  const shown = fields.filter((field, index) => index < MOST_FIELDS || holds(field, mark));
  const rows = shown.map((field) => (
    <FrameRow
      offset={field.offset}
      bytes={bytes.subarray(field.offset, field.offset + field.length)}
      mark={mark}
      most={most}
    >
      <code class="field">{field.path}</code> = <Inert text={field.value} />
      {field.doc !== undefined && (
        <>
          {' '}
          <span class="field-doc">{field.doc}</span>
        </>
      )}
    </FrameRow>
  ));
  const left = fields.length - shown.length;
  if (left > 0) rows.push(<FrameNote>… {left} more fields</FrameNote>);
  if (trailing > 0) {
    const offset = bytes.length - trailing;
    rows.push(
      <FrameRow offset={offset} bytes={bytes.subarray(offset)} mark={mark} most={most}>
        {countOf(trailing)} behind
      </FrameRow>,
    );
  }
  return rows;
}

function dumpRows(bytes: Uint8Array, mark: number | undefined, most: number): JSX.Element[] {
  if (bytes.length === 0) return [<FrameNote>no bytes</FrameNote>];
  return Array.from({ length: Math.ceil(bytes.length / DUMP_ROW) }, (_, row) => (
    <FrameRow
      offset={row * DUMP_ROW}
      bytes={bytes.subarray(row * DUMP_ROW, (row + 1) * DUMP_ROW)}
      mark={mark}
      most={most}
    />
  ));
}

function holds(field: AnnotatedField, offset: number | undefined): boolean {
  return offset !== undefined && offset >= field.offset && offset < field.offset + field.length;
}
