import { type Ksy, type KsyField, kindOf, propertyName } from '../../wire/ksy';

const HEAD = '// Generated from cosp.ksy by tools/build-wire.ts; edit that file instead.\n';

/** Codes of an enum by number: `{ '0': 'broadcast', ... }`. */
function codes(ksy: Ksy, id: string): Record<string, string> {
  const values = ksy.enums[id];
  if (values === undefined) throw new Error(`there is no enum ${id}`);
  return Object.fromEntries(Object.entries(values).map(([value, { id: name }]) => [value, name]));
}

function describe(ksy: Ksy, field: KsyField): object {
  const kind = kindOf(field);
  const common = { id: field.id, property: propertyName(field.id), doc: field.doc?.trim() };
  if (kind.kind === 'integer') {
    const named = kind.enum === undefined ? {} : { enum: kind.enum, codes: codes(ksy, kind.enum) };
    return { ...common, kind: 'integer', ...named };
  }
  if (kind.kind === 'bytes') return { ...common, kind: 'bytes' };
  if (kind.kind === 'struct') return { ...common, kind: kind.repeated ? 'list' : 'struct', type: kind.type };
  const types = kind.cases.map((chosen) => [chosen.value, chosen.type]);
  return { ...common, kind: 'switch', on: propertyName(kind.on), types: Object.fromEntries(types) };
}

/** The table of fields, by type and in the order of the wire: what annotated dumps and errors call them. */
export function fieldTable(ksy: Ksy): string {
  const table = Object.entries(ksy.types).map(([id, type]) => [id, type.seq.map((f) => describe(ksy, f))]);
  return `${HEAD}'use strict';\nexports.fieldsOf = ${JSON.stringify(Object.fromEntries(table), null, 2)};\n`;
}

/** Typings of the table of fields. */
export function fieldTypings(): string {
  return `${HEAD}interface Common {
  /** Name in cosp.ksy. */
  readonly id: string;
  /** Name in the generated objects. */
  readonly property: string;
  readonly doc?: string;
}

/** A field of the wire format. */
export type FieldDescription =
  | (Common & { readonly kind: 'integer'; readonly enum?: string; readonly codes?: Readonly<Record<string, string>> })
  | (Common & { readonly kind: 'bytes' })
  | (Common & { readonly kind: 'struct' | 'list'; readonly type: string })
  | (Common & {
      readonly kind: 'switch';
      /** Property of the code that chooses the type. */
      readonly on: string;
      /** Type by the code's name. */
      readonly types: Readonly<Record<string, string>>;
    });

/** Fields by type, in the order of the wire. */
export declare const fieldsOf: Readonly<Record<string, readonly FieldDescription[]>>;
`;
}
