import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ErrorVector,
  type FrameVector,
  loadVectors,
  parseVectors,
  type Vector,
} from '../../spec/vectors';
import {
  annotate,
  decode,
  Framer,
  IncompleteFrameError,
  MalformedFrameError,
  TrailingBytesError,
} from '../../wire';
import { encodeFields, KINDS, kindOf, plain } from './support';

const vectors = loadVectors();
const whole = vectors.filter((vector): vector is FrameVector => vector.error === undefined);
const broken = vectors.filter((vector): vector is ErrorVector => vector.error !== undefined);

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The bytes that the vector's author put into a field. */
function bytesIn(vector: Vector, field: string): Buffer {
  return Buffer.concat(vector.runs.filter((run) => run.field === field).map((run) => run.bytes));
}

/** Every place to cut; inside a fill of thousands, where one is like the other, every 101st. */
function* cutsOf(vector: Vector): Generator<number> {
  const { length } = vector.bytes;
  const step = length > 100_000 ? 9973 : length > 1000 ? 101 : 1;
  for (let cut = 1; cut < length; cut += cut < 12 || cut > length - 12 ? 1 : step) yield cut;
}

describe('the vectors', () => {
  it('are enough, and have every kind of frame, whole and broken', () => {
    assert.ok(vectors.length >= 60, `${vectors.length} vectors`);
    const kinds = new Set(whole.map((vector) => kindOf(vector.entry, vector.fields)));
    assert.deepEqual([...kinds].sort(), [...KINDS].sort());
    for (const kind of ['malformed', 'incomplete', 'trailing']) {
      const entries = broken.filter((vector) => vector.error.kind === kind).map((vector) => vector.entry);
      assert.equal(new Set(entries).size, 4, `${kind} of each entry type`);
    }
  });

  it('have each value at the limits', () => {
    const values = new Set<string>();
    const note = (key: string, value: unknown): void => {
      if (typeof value === 'number') values.add(`${key.split('_')[0]} ${value}`);
      else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
        for (const [name, inner] of Object.entries(value)) note(name, inner);
      }
    };
    for (const vector of whole) note('', vector.fields);
    const ids = [-32768, -1, 0, 32767].map((value) => `id ${value}`);
    const ports = [0, 65535, 70000, -1].map((value) => `port ${value}`);
    const sizes = [0, 1, 32767].flatMap((value) => [`len ${value}`, `num ${value}`]);
    for (const limit of [...ids, ...ports, ...sizes]) assert.ok(values.has(limit), `no vector has ${limit}`);
  });

  it('are read strictly', () => {
    const text = (vector: string): string => `section: "1"\nvectors:\n  - ${vector}\n`;
    const read = (vector: string) => () => parseVectors([{ file: 'x.yaml', text: text(vector) }]);
    const rest = 'says: a, fields: { code: absent } }';
    const good = `{ id: a, entry: server_response, bytes: [[code, "ff", n]], ${rest}`;
    assert.equal(read(good)().length, 1);
    assert.throws(read(`${good}\n  - ${good}`), /a: the id is given twice/);
    assert.throws(read(good.replace('"ff"', 'ff0')), /"ff0" is not pairs of hex digits/);
    assert.throws(read(good.replace('"ff"', '0')), /code: neither hex nor a fill/);
    assert.throws(read(good.replace('server_response', 'response')), /entry "response" is unknown/);
    assert.throws(read(good.replace('says', 'tells')), /unknown field "tells"/);
    assert.throws(read(good.replace('fields: { code: absent }', 'error: { kind: odd }')), /kind "odd"/);
    assert.throws(read(good.replace(', fields: { code: absent }', '')), /either "fields" or "error"/);
  });
});

describe('a vector that is a frame', () => {
  for (const vector of whole) {
    it(`${vector.id}: decodes to its fields`, () => {
      assert.deepEqual(plain(vector.entry, decode(vector.entry, vector.bytes)), vector.fields);
    });

    it(`${vector.id}: is what its fields encode to`, () => {
      assert.deepEqual(encodeFields(vector.entry, vector.fields), vector.bytes);
    });

    it(`${vector.id}: is annotated field by field as it was written down`, () => {
      const { fields, problem, trailing } = annotate(vector.entry, vector.bytes);
      assert.deepEqual({ problem, trailing }, { problem: undefined, trailing: 0 });
      const list = vector.runs.find((run) => run.field === 'body.clients');
      const told = list === undefined ? fields : fields.filter((field) => !field.path.includes('['));
      const runs = vector.runs.filter((run) => run !== list);
      assert.deepEqual(
        told.map(({ path, hex }) => [path, hex]),
        runs.map(({ field, bytes }) => [field, bytes.toString('hex')]),
      );
    });

    it(`${vector.id}: is the same frame wherever it is cut`, () => {
      const expected = plain(vector.entry, decode(vector.entry, vector.bytes));
      for (const cut of cutsOf(vector)) {
        const framer = new Framer(vector.entry);
        framer.push(vector.bytes.subarray(0, cut));
        assert.equal(framer.next(), undefined, `a frame out of ${cut} bytes`);
        framer.push(vector.bytes.subarray(cut));
        const captured = framer.next();
        assert.ok(captured && vector.bytes.equals(captured.bytes), `other bytes when cut at ${cut}`);
        if (vector.bytes.length < 1000) assert.deepEqual(plain(vector.entry, captured.frame), expected);
        assert.equal(framer.pendingBytes, 0);
      }
    });
  }
});

describe('a vector that is no frame', () => {
  for (const vector of broken) {
    it(`${vector.id}: is refused with the exact error`, () => {
      const error = thrownBy(() => decode(vector.entry, vector.bytes));
      const { error: expected } = vector;
      if (expected.kind === 'trailing') {
        assert.ok(error instanceof TrailingBytesError, String(error));
        assert.equal(error.offset, expected.offset);
        assert.deepEqual(Buffer.from(error.bytes), bytesIn(vector, 'trailing'));
        return;
      }
      const type = expected.kind === 'malformed' ? MalformedFrameError : IncompleteFrameError;
      assert.ok(error instanceof type, String(error));
      assert.deepEqual([error.field, error.offset], [expected.field, expected.offset]);
      assert.deepEqual(Buffer.from(error.bytes), bytesIn(vector, expected.field));
      if (error instanceof IncompleteFrameError) {
        assert.equal(expected.kind === 'incomplete' && expected.missing, error.missing);
      }
    });

    it(`${vector.id}: gives the framer the same verdict, whole and byte by byte`, () => {
      for (const size of [vector.bytes.length + 1, 1]) {
        const framer = new Framer(vector.entry);
        for (let at = 0; at < vector.bytes.length; at += size)
          framer.push(vector.bytes.subarray(at, at + size));
        const { error: expected } = vector;
        const error = thrownBy(() => {
          const captured = framer.next();
          assert.equal(captured?.bytes.length, expected.kind === 'trailing' ? expected.offset : undefined);
        });
        if (expected.kind !== 'malformed') {
          assert.equal(error, undefined);
          continue;
        }
        assert.ok(error instanceof MalformedFrameError, String(error));
        assert.deepEqual([error.field, error.streamOffset], [expected.field, expected.offset]);
      }
    });
  }
});
