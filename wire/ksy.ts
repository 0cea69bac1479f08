/** The part of a .ksy that the wire format uses. Whatever else turns up stops the build. */

export interface KsySwitch {
  'switch-on': string;
  cases: Record<string, string>;
}

export interface KsyField {
  id: string;
  type?: string | KsySwitch;
  size?: string | number;
  repeat?: string;
  'repeat-expr'?: string | number;
  enum?: string;
  valid?: Record<string, unknown>;
  doc?: string;
  '-orig-id'?: string;
}

export interface KsyType {
  doc: string;
  'doc-ref': string;
  '-orig-id'?: string;
  seq: KsyField[];
}

export interface KsyEnumValue {
  id: string;
  doc?: string;
}

export interface Ksy {
  meta: Record<string, unknown> & { id: string };
  doc: string;
  'doc-ref': string;
  types: Record<string, KsyType>;
  enums: Record<string, Record<string, KsyEnumValue>>;
}

/** What a field of the wire format is, told apart once for the typings and the table of fields. */
export type FieldKind =
  | { kind: 'integer'; size: number; enum?: string }
  | { kind: 'bytes' }
  | { kind: 'struct'; type: string; repeated: boolean }
  | { kind: 'switch'; on: string; cases: { enum: string; value: string; type: string }[] };

const INTEGER_SIZES: Readonly<Record<string, number>> = { s1: 1, s2: 2, s4: 4 };
const KNOWN_KEYS = new Set([
  'id',
  'type',
  'size',
  'repeat',
  'repeat-expr',
  'enum',
  'valid',
  'doc',
  '-orig-id',
]);

/** `private_request` -> `PrivateRequest`, as the compiler names types and enums. */
export function typeName(id: string): string {
  return id.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `len_text` -> `lenText`, as the compiler names properties. */
export function propertyName(id: string): string {
  return id.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function switchKind(field: KsyField, on: KsySwitch): FieldKind {
  const cases = Object.entries(on.cases).map(([key, type]) => {
    const [enumId, value, ...more] = key.split('::');
    if (enumId === undefined || value === undefined || more.length > 0) {
      throw new Error(`${field.id}: the case ${key} is not of the form enum::value`);
    }
    return { enum: enumId, value, type };
  });
  return { kind: 'switch', on: on['switch-on'], cases };
}

/**
 * Tells what a field is.
 * @throws Error for any construct that the wire format has no use for so far.
 */
export function kindOf(field: KsyField): FieldKind {
  const unknown = Object.keys(field).find((key) => !KNOWN_KEYS.has(key));
  if (unknown !== undefined) throw new Error(`${field.id}: the key ${unknown} is not supported`);
  const { type, repeat } = field;
  if (type === undefined) {
    if (field.size === undefined) throw new Error(`${field.id}: neither a type nor a size`);
    return { kind: 'bytes' };
  }
  if (typeof type !== 'string') return switchKind(field, type);
  const size = INTEGER_SIZES[type];
  if (size !== undefined) return { kind: 'integer', size, ...(field.enum && { enum: field.enum }) };
  if (repeat !== undefined && repeat !== 'expr') throw new Error(`${field.id}: repeat ${repeat}`);
  return { kind: 'struct', type, repeated: repeat === 'expr' };
}
