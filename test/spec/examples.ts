import { annotate, ENTRY_TYPES, type EntryType } from '../../wire';

/** One row of a frame on a page: its bytes in hexadecimal, the field's name, and its value as a person writes it. */
interface Row {
  hex: string;
  field: string;
  value: string;
}

/** A frame that a page shows, or the table of a frame's layout. */
type Block =
  | { kind: 'frame'; type: string; rows: Row[] }
  | { kind: 'layout'; rows: { bytes: string; field: string }[] };

const BLOCKS =
  /^```frame (?<type>\w+)\n(?<frame>[^`]*)^```$|^\| bytes \| field \| meaning \|\n\|[-|]+\|\n(?<layout>(?:\|.*\n)+)/gm;
const LENGTHS: Record<string, number> = { BYTE: 1, SHORT: 2, INT: 4 };

/**
 * Compares the frames that a page shows with what wire/ reads out of their bytes, and each layout table with the frame
 * below it.
 *
 * @returns what is wrong, empty when nothing is.
 */
export function checkExamples(text: string): string[] {
  const blocks = [...text.matchAll(BLOCKS)].map(({ groups = {} }) => blockOf(groups));
  return blocks.flatMap((block, index) => {
    if (block.kind === 'frame') {
      return checkFrame(block.type, block.rows);
    }
    const next = blocks[index + 1];
    return next?.kind === 'frame'
      ? checkLayout(block.rows, next.rows)
      : ['a layout without a frame below it'];
  });
}

/** How many frames a page shows. */
export function countFrames(text: string): number {
  return text.match(/^```frame /gm)?.length ?? 0;
}

function blockOf(groups: Record<string, string | undefined>): Block {
  if (groups.layout !== undefined) {
    const rows = groups.layout
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const named = rows.map(([, bytes = '', field = '']) => ({ bytes, field: field.replaceAll('`', '') }));
    return { kind: 'layout', rows: named.filter(({ field }) => field !== '') };
  }
  const rows = (groups.frame ?? '')
    .trim()
    .split('\n')
    .map((line): Row => {
      const [hex = '', field = '', ...value] = line.split(/ {2,}/);
      return { hex: hex.replaceAll(' ', ''), field, value: value.join('  ') };
    });
  return { kind: 'frame', type: groups.type ?? '', rows };
}

function checkFrame(type: string, rows: readonly Row[]): string[] {
  const entryType = ENTRY_TYPES.find((known): known is EntryType => known === type);
  if (entryType === undefined) {
    return [`"${type}" is no kind of frame`];
  }
  const annotation = annotate(entryType, Buffer.from(rows.map(({ hex }) => hex).join(''), 'hex'));
  if (annotation.problem !== undefined || annotation.trailing > 0) {
    return [`${type}: ${annotation.problem?.reason ?? `${annotation.trailing} bytes too many`}`];
  }
  const shown = ({ hex, field, value }: Row): string => `${hex} ${field} ${value}`;
  const read = annotation.fields.map(({ path, hex, value }) => ({ hex, field: lastPart(path), value }));
  return rows.length === read.length
    ? rows.flatMap((row, index) => {
        const expected = shown(read[index] ?? row);
        return shown(row) === expected ? [] : [`${type}: "${shown(row)}" should be "${expected}"`];
      })
    : [`${type}: ${rows.length} rows for ${read.length} fields`];
}

function lastPart(path: string): string {
  return path.replace(/^.*\./, '');
}

function checkLayout(layout: readonly { bytes: string; field: string }[], frame: readonly Row[]): string[] {
  // A list shows one entry of many, so fields that come again count once.
  const first = frame.filter(({ field }, index) => frame.findIndex((row) => row.field === field) === index);
  const shape = (fields: readonly { field: string }[]): string => fields.map(({ field }) => field).join(', ');
  if (shape(layout) !== shape(first)) {
    return [`the layout has ${shape(layout)}; the frame below it has ${shape(first)}`];
  }
  return layout.flatMap(({ bytes, field }, index) => {
    const length = (first[index]?.hex.length ?? 0) / 2;
    return (LENGTHS[bytes] ?? length) === length
      ? []
      : [`${field} is a ${bytes}, and has ${length} bytes below`];
  });
}
