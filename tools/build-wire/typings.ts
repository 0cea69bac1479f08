import {
  type FieldKind,
  type Ksy,
  type KsyField,
  type KsyType,
  kindOf,
  propertyName,
  typeName,
} from '../../wire/ksy';

const HEAD = '// Generated from cosp.ksy by tools/build-wire.ts; edit that file instead.\n';

function comment(indent: string, doc?: string, reference?: string): string {
  const lines = doc === undefined ? [] : doc.trim().split('\n');
  if (reference) lines.push(...`@see ${reference.trim()}`.split('\n'));
  if (lines.length === 0) return '';
  const body = lines.map((line) => `${indent} * ${line.trim()}`.trimEnd()).join('\n');
  return `${indent}/**\n${body}\n${indent} */\n`;
}

function enumTyping(ksy: Ksy, id: string): string {
  const values = Object.entries(ksy.enums[id] ?? {}).map(
    ([value, { id: name, doc }]) => `${comment('    ', doc)}    ${name.toUpperCase()} = ${value},\n`,
  );
  return `  enum ${typeName(id)} {\n${values.join('')}  }\n`;
}

function plainType(kind: FieldKind): string {
  if (kind.kind === 'bytes') return 'Uint8Array';
  if (kind.kind === 'integer') return kind.enum ? typeName(kind.enum) : 'number';
  if (kind.kind === 'struct') return `${typeName(kind.type)}${kind.repeated ? '[]' : ''}`;
  throw new Error('a switched type has no plain typing');
}

function property(field: KsyField, type: string): string {
  return `${comment('    ', field.doc)}    readonly ${propertyName(field.id)}: ${type};\n`;
}

function classTyping(id: string, type: KsyType): string {
  const name = typeName(id);
  const fields = type.seq.map((field) => property(field, plainType(kindOf(field))));
  const construct = '    constructor(io: KaitaiStream, parent?: object, root?: object);\n';
  return `${comment('  ', type.doc, type['doc-ref'])}  class ${name} {\n${construct}${fields.join('')}  }\n`;
}

/** One member of the union: the code fixed to one value, and the body that goes with it. */
function memberTyping(
  name: string,
  type: KsyType,
  chosen: { on: string; code: string; body: string },
): string {
  const fields = type.seq.map((field) => {
    if (kindOf(field).kind === 'switch') return property(field, chosen.body);
    return property(field, field.id === chosen.on ? chosen.code : plainType(kindOf(field)));
  });
  return `  interface ${name} {\n${fields.join('')}  }\n`;
}

function unionTyping(id: string, type: KsyType, kind: FieldKind & { kind: 'switch' }): string {
  const name = typeName(id);
  const members = kind.cases.map((chosen) => ({
    name: `${name}${typeName(chosen.value)}`,
    code: `${typeName(chosen.enum)}.${chosen.value.toUpperCase()}`,
    body: typeName(chosen.type),
  }));
  const interfaces = members.map((member) => memberTyping(member.name, type, { on: kind.on, ...member }));
  const union = members.map((member) => `\n    | ${member.name}`).join('');
  const doc = comment('  ', type.doc, type['doc-ref']);
  const construct = `new (io: KaitaiStream, parent?: object, root?: object) => ${name}`;
  return `${interfaces.join('')}${doc}  type ${name} =${union};\n  const ${name}: ${construct};\n`;
}

function typeTyping(id: string, type: KsyType): string {
  const switched = type.seq.map(kindOf).filter((kind) => kind.kind === 'switch');
  const [only, ...more] = switched;
  if (only === undefined) return classTyping(id, type);
  if (more.length > 0) throw new Error(`${id}: more than one switched field`);
  return unionTyping(id, type, only);
}

/**
 * Typings of the generated parser. A type whose body is chosen by its code becomes a union told apart by
 * `code`, so that a `switch` narrows `body`.
 */
export function parserTypings(ksy: Ksy): string {
  const enums = Object.keys(ksy.enums).map((id) => enumTyping(ksy, id));
  const types = Object.entries(ksy.types).map(([id, type]) => typeTyping(id, type));
  return [
    HEAD,
    "import type KaitaiStream from 'kaitai-struct/KaitaiStream';\n\n",
    comment('', ksy.doc, ksy['doc-ref']),
    `export declare namespace ${typeName(ksy.meta.id)} {\n`,
    ...enums,
    ...types,
    '}\n',
  ].join('');
}

/** Typings of the debug variant, whose objects are read by name and remember where each field lay. */
export function debugTypings(ksy: Ksy): string {
  return `${HEAD}import type KaitaiStream from 'kaitai-struct/KaitaiStream';

/** Where a field lay; without \`end\` the bytes ended inside it. */
export interface DebugSpan {
  start: number;
  end?: number;
  validationError?: Error;
  arr?: DebugSpan[];
}

/** An object of the debug variant: fields by property name, filled as far as \`_read\` came. */
export interface DebugNode {
  _read(): void;
  readonly _debug: Readonly<Record<string, DebugSpan>>;
  readonly [property: string]: unknown;
}

/** The parser, compiled so that it does not read before \`_read\` is called; types by name. */
export declare const ${typeName(ksy.meta.id)}Debug: Readonly<
  Record<string, new (io: KaitaiStream) => DebugNode>
>;
`;
}
