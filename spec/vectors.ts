import { readSources, type Source, SpecError } from './data';

/** What a vector's bytes are parsed as; the entry types of cosp.ksy. */
export type VectorEntry = 'client_hello' | 'client_request' | 'connection_reply' | 'server_response';

/** The bytes of one field, with a note on why they are so. */
export interface ByteRun {
  /** Path in cosp.ksy; of a list as a whole its own; `rest` behind a malformed field, `trailing` behind a frame. */
  readonly field: string;
  readonly bytes: Buffer;
  readonly note: string;
}

/** A value expected: a number, a code's name, the bytes of a text, the fields of a structure, or a list of those. */
export type ExpectedValue = number | string | Buffer | ExpectedFields | readonly ExpectedFields[];

/** Fields by their names in cosp.ksy. */
export interface ExpectedFields {
  readonly [field: string]: ExpectedValue;
}

/** What has to be said of bytes that are no whole frame. */
export type ExpectedError =
  | { readonly kind: 'malformed'; readonly field: string; readonly offset: number }
  | {
      readonly kind: 'incomplete';
      readonly field: string;
      readonly offset: number;
      /** How many bytes that field lacks. */
      readonly missing: number;
    }
  | { readonly kind: 'trailing'; readonly offset: number };

interface VectorBase {
  /** Name, unique among all vectors. */
  readonly id: string;
  /** Section of the RFC, such as `2`. */
  readonly section: string;
  readonly entry: VectorEntry;
  /** One sentence on what the vector shows. */
  readonly says: string;
  readonly runs: readonly ByteRun[];
  /** All runs in one piece. */
  readonly bytes: Buffer;
}

/** Bytes that are one whole frame. */
export interface FrameVector extends VectorBase {
  readonly fields: ExpectedFields;
  readonly error?: undefined;
}

/** Bytes that are not. */
export interface ErrorVector extends VectorBase {
  readonly error: ExpectedError;
  readonly fields?: undefined;
}

/** Bytes derived from the RFC by hand, field by field, with what has to come of them. */
export type Vector = FrameVector | ErrorVector;

const ENTRIES: readonly string[] = ['client_hello', 'client_request', 'connection_reply', 'server_response'];
const ERROR_KEYS: Readonly<Record<string, string>> = {
  malformed: 'field,kind,offset',
  incomplete: 'field,kind,missing,offset',
  trailing: 'kind,offset',
};

type Fail = (problem: string) => never;
type Mapping = Record<string, unknown>;

let loaded: readonly Vector[] | undefined;

/**
 * All vectors, in the order of the sections. Read once, then kept.
 *
 * @throws SpecError when a file has a mistake.
 */
export function loadVectors(): readonly Vector[] {
  loaded ??= parseVectors(readSources('vectors'));
  return loaded;
}

/**
 * Reads vectors from the text of their files.
 *
 * @throws SpecError for an unknown key, hex that is none, an error of no known kind, and an id that is given twice.
 */
export function parseVectors(sources: readonly Source[]): readonly Vector[] {
  const { parse } = require('yaml') as typeof import('yaml');
  const seen = new Set<string>();
  return sources.flatMap((source) => {
    const { section, vectors } = parse(source.text) as { section: string; vectors: Mapping[] };
    return vectors.map((raw) => {
      const id = String(raw.id);
      const fail: Fail = (problem) => {
        throw new SpecError(source.file, id, problem);
      };
      if (seen.has(id)) fail('the id is given twice');
      seen.add(id);
      return vectorOf({ ...raw, id, section }, fail);
    });
  });
}

function vectorOf(raw: Mapping & { id: string; section: string }, fail: Fail): Vector {
  const { id, section, entry, says, bytes, fields, error, ...unknown } = raw;
  if (Object.keys(unknown).length > 0) fail(`unknown field "${Object.keys(unknown)[0]}"`);
  if (!ENTRIES.includes(String(entry))) fail(`entry "${entry}" is unknown`);
  if (typeof says !== 'string') fail('"says" is not a text');
  if (!Array.isArray(bytes)) fail('"bytes" is not a list');
  if ((fields === undefined) === (error === undefined)) fail('has to have either "fields" or "error"');
  const runs = (bytes as unknown[]).map((run) => runOf(run, fail));
  const base = { id, section, entry: entry as VectorEntry, says: says as string, runs };
  const whole = { ...base, bytes: Buffer.concat(runs.map((run) => run.bytes)) };
  if (error !== undefined) return { ...whole, error: errorOf(error as Mapping, fail) };
  return { ...whole, fields: fieldsOf(fields as Mapping, fail) };
}

function runOf(run: unknown, fail: Fail): ByteRun {
  const [field, value, note, ...more] = Array.isArray(run) ? run : [];
  if (typeof field !== 'string' || typeof note !== 'string' || more.length > 0) {
    return fail(`${JSON.stringify(run)} is not of the form [field, bytes, note]`);
  }
  const bytes = typeof value === 'string' ? hexBytes(value, fail) : filled(value, fail);
  return { field, bytes: bytes ?? fail(`${field}: neither hex nor a fill`), note };
}

function hexBytes(hex: unknown, fail: Fail): Buffer {
  if (typeof hex === 'string' && /^([0-9a-f]{2}( [0-9a-f]{2})*)?$/.test(hex)) {
    return Buffer.from(hex.replaceAll(' ', ''), 'hex');
  }
  return fail(`"${hex}" is not pairs of hex digits (in quotes)`);
}

/** `{ hex }`, or `{ fill, count }`: the hex that many times, and `then` other hex behind it. */
function filled(value: unknown, fail: Fail): Buffer | undefined {
  const { hex, fill, count, then = '', ...unknown } = (value ?? {}) as Mapping;
  if (Object.keys(unknown).length > 0) return undefined;
  if (hex !== undefined) return hexBytes(hex, fail);
  if (fill === undefined || !Number.isInteger(count)) return undefined;
  const one = hexBytes(fill, fail);
  return Buffer.concat([Buffer.alloc(one.length * Number(count), one), hexBytes(then, fail)]);
}

function errorOf(error: Mapping, fail: Fail): ExpectedError {
  const keys = Object.keys(error).sort().join(',');
  if (ERROR_KEYS[String(error.kind)] !== keys) fail(`an error of kind "${error.kind}" with ${keys}`);
  return error as unknown as ExpectedError;
}

function fieldsOf(fields: Mapping, fail: Fail): ExpectedFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, expectedValue(key, value, fail)]),
  );
}

function expectedValue(key: string, value: unknown, fail: Fail): ExpectedValue {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return key === 'code' ? value : Buffer.from(value, 'utf8');
  if (Array.isArray(value)) return value.map((entry) => fieldsOf(entry, fail));
  if (typeof value !== 'object' || value === null) return fail(`${key}: ${value} is no value of a field`);
  const { repeat, count } = value as Mapping;
  if (repeat !== undefined) return new Array(Number(count)).fill(fieldsOf(repeat as Mapping, fail));
  return filled(value, fail) ?? fieldsOf(value as Mapping, fail);
}
