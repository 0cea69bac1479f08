import { ENTRY_TYPES, type EntryType } from '../../wire';
import { type FieldKind, type Ksy, type KsyField, type KsyType, kindOf } from '../../wire/ksy';

/** How many bytes a field has: a number, or as many as another field says. */
export type Size = { readonly bytes: number } | { readonly field: string };

/**
 * Where a field begins: so many bytes behind the frame's first one, and behind as many as the fields in `behind` say.
 * For a field of a repeated entry both count from the entry's first byte.
 */
export interface Offset {
  readonly bytes: number;
  readonly behind: readonly string[];
}

/** One field of a frame, as a box to draw. */
export interface Cell {
  readonly kind: 'cell';
  /** Name in cosp.ksy, without the structures around it. */
  readonly name: string;
  readonly offset: Offset;
  readonly size: Size;
  /** `BYTE`, `SHORT` and `INT` as the specification calls integers; `bytes` for text. */
  readonly type: 'BYTE' | 'SHORT' | 'INT' | 'bytes';
  /** The value that makes the frame the one that it is. */
  readonly value?: number;
  readonly doc: string;
}

/** Fields that come several times. */
export interface Repeated {
  readonly kind: 'repeated';
  readonly name: string;
  readonly offset: Offset;
  /** Name of the field that says how many times. */
  readonly times: string;
  readonly doc: string;
  readonly cells: readonly Cell[];
}

/** One kind of frame: an entry type of cosp.ksy and, where it begins with a code, one value of it. */
export interface FrameLayout {
  /** `client_hello`, or `server_response.joined`. */
  readonly name: string;
  readonly entry: EntryType;
  /** Missing for the frame that has no code. */
  readonly code?: { readonly value: number; readonly name: string };
  readonly doc: string;
  readonly parts: readonly (Cell | Repeated)[];
  /** Bytes of the frame, when they are always as many. */
  readonly length?: number;
}

const TYPES: Readonly<Record<number, 'BYTE' | 'SHORT' | 'INT'>> = { 1: 'BYTE', 2: 'SHORT', 4: 'INT' };
const START: Offset = { bytes: 0, behind: [] };

/**
 * All frames that cosp.ksy describes, by entry type and then by code, ascending.
 *
 * @throws Error when the .ksy has what cannot be drawn.
 */
export function frameLayouts(ksy: Ksy): FrameLayout[] {
  return ENTRY_TYPES.flatMap((entry) => {
    const type = typeNamed(ksy, entry);
    const body = type.seq.map(kindOf).find((kind) => kind.kind === 'switch');
    if (body?.kind !== 'switch') return [layoutOf(ksy, entry, type, undefined)];
    return body.cases
      .map((chosen) => ({ ...chosen, code: codeNumber(ksy, chosen.enum, chosen.value) }))
      .sort((a, b) => a.code - b.code)
      .map(({ value, code, type: inner }) => {
        return layoutOf(ksy, entry, type, { value: code, name: value, body: typeNamed(ksy, inner) });
      });
  });
}

type Chosen = { value: number; name: string; body: KsyType };

function layoutOf(ksy: Ksy, entry: EntryType, type: KsyType, chosen: Chosen | undefined): FrameLayout {
  const parts: (Cell | Repeated)[] = [];
  let offset: Offset = START;
  const take = (fields: readonly KsyField[]): void => {
    for (const field of fields) {
      const kind = kindOf(field);
      if (kind.kind === 'switch') {
        take(chosen?.body.seq ?? []);
        continue;
      }
      const part = partOf(ksy, field, kind, offset);
      const code = kind.kind === 'integer' && kind.enum !== undefined;
      parts.push(code && chosen && part.kind === 'cell' ? { ...part, value: chosen.value } : part);
      offset = behind(part);
    }
  };
  take(type.seq);
  const fixed = offset.behind.length === 0;
  return {
    name: chosen ? `${entry}.${chosen.name}` : entry,
    entry,
    ...(chosen && { code: { value: chosen.value, name: chosen.name } }),
    doc: (chosen?.body.doc ?? type.doc).trim(),
    parts,
    ...(fixed && { length: offset.bytes }),
  };
}

function partOf(ksy: Ksy, field: KsyField, kind: FieldKind, offset: Offset): Cell | Repeated {
  const common = { name: field.id, offset, doc: (field.doc ?? '').trim() };
  if (kind.kind === 'integer') {
    const type = TYPES[kind.size];
    if (type === undefined) throw new Error(`${field.id}: no name for an integer of ${kind.size} bytes`);
    return { kind: 'cell', ...common, size: { bytes: kind.size }, type };
  }
  if (kind.kind === 'bytes') return { kind: 'cell', ...common, size: sizeOf(field), type: 'bytes' };
  const times = field['repeat-expr'];
  if (kind.kind === 'struct' && times !== undefined) {
    return { kind: 'repeated', ...common, times: String(times), cells: entryCells(ksy, kind.type) };
  }
  throw new Error(`${field.id}: a ${kind.kind} that is not repeated cannot be drawn`);
}

function entryCells(ksy: Ksy, type: string): Cell[] {
  const cells: Cell[] = [];
  for (const field of typeNamed(ksy, type).seq) {
    const last = cells.at(-1);
    const part = partOf(ksy, field, kindOf(field), last ? behind(last) : START);
    if (part.kind === 'repeated') throw new Error(`${field.id}: a list in a list cannot be drawn`);
    cells.push(part);
  }
  return cells;
}

function sizeOf({ id, size }: KsyField): Size {
  if (typeof size === 'number') return { bytes: size };
  if (size === undefined || !/^[a-z][a-z0-9_]*$/.test(size)) throw new Error(`${id}: no field is its size`);
  return { field: size };
}

/** Where the next field begins. */
function behind(part: Cell | Repeated): Offset {
  const { bytes, behind: fields } = part.offset;
  if (part.kind === 'repeated') return { bytes, behind: [...fields, part.name] };
  if ('field' in part.size) return { bytes, behind: [...fields, part.size.field] };
  return { bytes: bytes + part.size.bytes, behind: fields };
}

function typeNamed(ksy: Ksy, name: string): KsyType {
  const type = ksy.types[name];
  if (type === undefined) throw new Error(`cosp.ksy has no type ${name}`);
  return type;
}

function codeNumber(ksy: Ksy, enumeration: string, name: string): number {
  const found = Object.entries(ksy.enums[enumeration] ?? {}).find(([, { id }]) => id === name);
  if (found === undefined) throw new Error(`cosp.ksy has no ${enumeration}::${name}`);
  return Number(found[0]);
}
