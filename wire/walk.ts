import type { EntryType } from './frames';
import { CospDebug, type DebugNode, type DebugSpan } from './generated/CospDebug';
import { type FieldDescription, fieldsOf } from './generated/CospFields';
import { FrameStream, SHORTAGE } from './stream';

type SwitchDescription = Extract<FieldDescription, { kind: 'switch' }>;

/** A field without fields of its own, as far as it was read. */
export interface Leaf {
  readonly path: string;
  readonly description: FieldDescription;
  readonly span: DebugSpan;
  /** Undefined where the bytes ended inside the field. */
  readonly value: unknown;
}

/** The result of reading with the debug variant of the parser. */
export interface DebugReading {
  /** The fields in the order of the wire, up to and including the one where reading stopped. */
  leaves(): Generator<Leaf>;
  /** Undefined for a whole frame. */
  readonly stopped?: 'malformed' | 'incomplete';
  /** How many bytes the field where they ended still needs. */
  readonly missing: number;
  /** Position behind the last byte read. */
  readonly end: number;
}

function fieldsOfType(type: string): readonly FieldDescription[] {
  const fields = fieldsOf[type];
  if (fields === undefined) throw new Error(`cosp.ksy has no type ${type}`);
  return fields;
}

function childType(field: SwitchDescription, node: DebugNode, type: string): string {
  const code = fieldsOfType(type).find((other) => other.property === field.on);
  const name = code?.kind === 'integer' ? code.codes?.[String(node[field.on])] : undefined;
  const child = name === undefined ? undefined : field.types[name];
  if (child === undefined) throw new Error(`${type}: no type for ${field.id}`);
  return child;
}

function* leavesOf(node: DebugNode, type: string, prefix: string): Generator<Leaf> {
  for (const description of fieldsOfType(type)) {
    const span = node._debug[description.property];
    if (span === undefined) return;
    const path = prefix + description.id;
    const value = node[description.property];
    if (description.kind === 'list') {
      let index = 0;
      for (const entry of value as DebugNode[]) {
        yield* leavesOf(entry, description.type, `${path}[${index}].`);
        index += 1;
      }
    } else if (description.kind === 'struct') {
      yield* leavesOf(value as DebugNode, description.type, `${path}.`);
    } else if (description.kind === 'switch') {
      yield* leavesOf(value as DebugNode, childType(description, node, type), `${path}.`);
    } else {
      yield { path, description, span, value };
    }
  }
}

/** Reads one object of the debug variant as far as the bytes and their values allow. */
export function readDebug(type: EntryType, bytes: Uint8Array): DebugReading & { readonly root: DebugNode } {
  // A copy, which lies at the beginning of its memory, as the positions that the parser takes down count from there.
  const stream = new FrameStream(new Uint8Array(bytes));
  const Type = CospDebug[type.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())];
  if (Type === undefined) throw new Error(`cosp.ksy has no type ${type}`);
  const root = new Type(stream);
  const leaves = (): Generator<Leaf> => leavesOf(root, type, '');
  try {
    root._read();
    return { root, leaves, missing: 0, end: stream.pos };
  } catch (error) {
    const short = error === SHORTAGE;
    if (!short && !(error instanceof Error && error.name.startsWith('Validation'))) throw error;
    const stopped = short ? 'incomplete' : 'malformed';
    return { root, leaves, stopped, missing: short ? stream.missing : 0, end: stream.pos };
  }
}
