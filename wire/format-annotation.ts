import type { AnnotatedField, Annotation } from './annotate';

/** How an annotation is laid out. */
export interface FormatOptions {
  /** How many bytes of a field to show at most; 16 unless told. */
  readonly maxBytes?: number;
  /** How many fields to show at most; 64 unless told. The marked one is shown whatever its place. */
  readonly maxFields?: number;
  /** Position of the byte to mark; the first byte of the field that has a problem unless told. */
  readonly markOffset?: number;
}

interface Row {
  readonly marked: boolean;
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

function contains(field: AnnotatedField, offset: number | undefined): boolean {
  return offset !== undefined && offset >= field.offset && offset < field.offset + field.length;
}

/** The field's bytes in pairs; of a long field its beginning, or what surrounds the marked byte. */
function hexColumn(field: AnnotatedField, maxBytes: number, mark: number | undefined): string {
  const marked = contains(field, mark) && mark !== undefined ? mark - field.offset : -1;
  const last = Math.max(0, field.length - maxBytes);
  const from = marked < maxBytes ? 0 : Math.min(last, marked - Math.floor(maxBytes / 2));
  const to = Math.min(field.length, from + maxBytes);
  const pairs: string[] = [];
  for (let index = from; index < to; index += 1) {
    const pair = field.hex.slice(2 * index, 2 * index + 2);
    pairs.push(index === marked ? `[${pair}]` : pair);
  }
  if (from > 0) pairs.unshift(`(${from})…`);
  if (to < field.length) pairs.push(`…(+${field.length - to})`);
  return pairs.join(' ');
}

function rowOf(field: AnnotatedField, maxBytes: number, mark: number | undefined): Row {
  return {
    marked: contains(field, mark),
    offset: String(field.offset),
    hex: hexColumn(field, maxBytes, mark),
    text: `${field.path} = ${field.value}`,
  };
}

const note = (text: string): Row => ({ marked: false, offset: '', hex: '', text });

function rowsOf(annotation: Annotation, options: FormatOptions): Row[] {
  const { maxBytes = 16, maxFields = 64, markOffset = annotation.problem?.offset } = options;
  const rows: Row[] = [];
  let left = 0;
  annotation.fields.forEach((field, index) => {
    const isLast = index === annotation.fields.length - 1;
    const shown = index < maxFields || contains(field, markOffset) || (isLast && annotation.problem);
    if (!shown) left += 1;
    if (left > 0 && (shown || isLast)) rows.push(note(`… ${left} more ${left === 1 ? 'field' : 'fields'}`));
    if (!shown) return;
    left = 0;
    rows.push(rowOf(field, maxBytes, markOffset));
  });
  if (annotation.trailing > 0)
    rows.push(note(`… ${annotation.trailing} more ${annotation.trailing === 1 ? 'byte' : 'bytes'}`));
  if (annotation.problem) {
    const { kind, field, offset, reason } = annotation.problem;
    rows.push(note(`${kind}: ${field} at byte ${offset} ${reason}`));
  }
  return rows;
}

/**
 * Lays an annotation out in aligned lines, `offset  hex  field = value`. The line with the marked byte begins with
 * `>`, and the byte stands in brackets. Long fields and long lists are cut.
 */
export function formatAnnotation(annotation: Annotation, options: FormatOptions = {}): string {
  const rows = rowsOf(annotation, options);
  const offsets = Math.max(0, ...rows.map((row) => row.offset.length));
  const hexes = Math.max(0, ...rows.map((row) => row.hex.length));
  return rows
    .map(({ marked, offset, hex, text }) => {
      return `${marked ? '>' : ' '} ${offset.padStart(offsets)}  ${hex.padEnd(hexes)}  ${text}`.trimEnd();
    })
    .join('\n');
}
