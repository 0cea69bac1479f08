import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadVectors } from '../../../spec/vectors';
import { decodeStream } from '../../../suite/decode/decode-stream';
import { type Decoded, type Entry, isComplete, type Reading } from '../../../suite/decode/model';
import { type EntryType, encodeAccepted, encodePseudonymInUse } from '../../../wire';
import { type AnyFrame, anyFrame } from '../../wire/support';

/** Who sends frames of a type, and when. */
const READINGS: Readonly<Record<EntryType, Reading>> = {
  client_hello: { from: 'client', state: 'registering' },
  connection_reply: { from: 'server', state: 'registering' },
  client_request: { from: 'client', state: 'registered' },
  server_response: { from: 'server', state: 'registered' },
};

function decoded(bytes: Uint8Array, reading: Partial<Reading> = {}): Decoded {
  return decodeStream(Buffer.from(bytes), { name: 'test', format: 'raw', ...reading });
}

function entriesOf(bytes: Uint8Array, reading: Partial<Reading> = {}): readonly Entry[] {
  return decoded(bytes, reading).conversations[0]?.entries ?? [];
}

for (const { id, entry, bytes, error } of loadVectors()) {
  if (bytes.length === 0) continue;
  test(`the vector ${id}`, () => {
    const reading = READINGS[entry];
    const entries = entriesOf(bytes, reading);
    const [first] = entries;
    if (error === undefined) {
      assert.deepEqual(first, {
        kind: 'frame',
        from: reading.from,
        moment: { order: 0 },
        type: entry,
        offset: 0,
        bytes,
      });
      assert.ok(isComplete(decoded(bytes, reading)));
    } else if (error.kind === 'trailing') {
      assert.ok(first?.kind === 'frame' && first.bytes.length === error.offset);
    } else {
      assert.ok(first?.kind === 'problem' && entries.length === 1);
      assert.equal(first.problem, error.kind);
      assert.equal(first.frame?.field, error.field);
      assert.equal(first.offset, error.kind === 'malformed' ? error.offset : bytes.length);
      assert.equal(first.missing, error.kind === 'incomplete' ? error.missing : undefined);
      assert.equal(first.unframed, bytes.length);
      assert.ok(!isComplete(decoded(bytes, reading)));
    }
  });
}

/** Whether a stream of this reading goes on with frames of one type behind this frame. */
const staysInState = ({ type, fields }: AnyFrame): boolean =>
  type !== 'client_hello' && !(type === 'connection_reply' && fields.code === 'accepted');

test('whatever frames follow each other, they come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(anyFrame.filter(staysInState), { minLength: 1, maxLength: 20 }), (frames) => {
      const { type } = frames[0] as AnyFrame;
      const own = frames.filter((frame) => frame.type === type);
      const entries = entriesOf(Buffer.concat(own.map(({ bytes }) => bytes)), READINGS[type]);
      assert.deepEqual(
        entries.map((entry) => entry.kind === 'frame' && entry.bytes),
        own.map(({ bytes }) => Buffer.from(bytes)),
      );
    }),
  );
});

test('a server answers until it accepts, and responds from then on', () => {
  const stream = Buffer.concat([
    encodePseudonymInUse(),
    encodePseudonymInUse(),
    encodeAccepted([]),
    Buffer.from('ff', 'hex'),
  ]);
  const types = entriesOf(stream, { from: 'server' }).map((entry) => entry.kind === 'frame' && entry.type);
  assert.deepEqual(types, ['connection_reply', 'connection_reply', 'connection_reply', 'server_response']);
});

test('a client asks for a pseudonym, and requests from then on', () => {
  const stream = Buffer.from('00 01 61 00 00 02 68 69 ff 00 07'.replaceAll(' ', ''), 'hex');
  const types = entriesOf(stream, { from: 'client' }).map((entry) => entry.kind === 'frame' && entry.type);
  assert.deepEqual(types, ['client_hello', 'client_request', 'client_request']);
});

for (const [name, hex, note] of [
  ['a pseudonym', '0001 61', /^read as sent by the client, from the beginning of a connection$/],
  ['a message from the server', '02 0001 0001 61', /^read as sent by the server, after the registration$/],
  [
    'a byte that means much',
    'ff',
    /^read as sent by the server, from the beginning of a connection; also whole frames with --direction server --state registered$/,
  ],
  ['nothing at all', 'ffff', /^read as sent by the server, from the beginning of a connection; also/],
] as const) {
  test(`without a word on who sent it: ${name}`, () => {
    const { conversations } = decoded(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    assert.match(conversations[0]?.notes[0] ?? '', note);
  });
}

test('what is said is taken, and a better reading is named', () => {
  const { conversations } = decoded(Buffer.from('02fffc000568656c6c6f', 'hex'), {
    from: 'server',
    state: 'registering',
  });
  assert.match(
    conversations[0]?.notes[0] ?? '',
    /; but whole frames with --direction server --state registered$/,
  );
  assert.equal(conversations[0]?.entries[0]?.kind, 'problem');
});
