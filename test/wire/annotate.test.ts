import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as wire from '../../wire';
import { annotate, ENTRY_TYPES, type EntryType, formatAnnotation } from '../../wire';

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const lines = (type: EntryType, digits: string, options = {}): string[] =>
  formatAnnotation(annotate(type, hex(digits)), options).split('\n');

describe('annotate', () => {
  it('names each field of a whole frame, with its place, bytes, value and meaning', () => {
    assert.deepEqual(annotate('server_response', hex('03 ffff 0002 c3a9')), {
      fields: [
        { path: 'code', offset: 0, length: 1, hex: '03', value: '3 (direct)', doc: 'Which response it is.' },
        {
          path: 'body.id_sender',
          offset: 1,
          length: 2,
          hex: 'ffff',
          value: '-1',
          doc: 'Identifier of the client that wrote.',
        },
        {
          path: 'body.len_text',
          offset: 3,
          length: 2,
          hex: '0002',
          value: '2',
          doc: 'Size of the text in encoded bytes.',
        },
        { path: 'body.text', offset: 5, length: 2, hex: 'c3a9', value: '"é"', doc: 'The message, UTF-8.' },
      ],
      trailing: 0,
    });
  });

  it('says how much is missing of a frame that is cut short', () => {
    const { fields, problem, trailing } = annotate('client_request', hex('01 0003 0005 6162'));
    assert.deepEqual(problem, {
      field: 'body.text',
      offset: 5,
      reason: 'needs 5 bytes, 2 there',
      kind: 'incomplete',
    });
    assert.deepEqual(fields.at(-1), {
      path: 'body.text',
      offset: 5,
      length: 2,
      hex: '6162',
      value: 'incomplete: needs 5 bytes, 2 there',
      doc: 'The message, UTF-8.',
    });
    assert.equal(trailing, 0);
  });

  it('shows the wrong value of a malformed frame, and counts what lies behind it', () => {
    const { fields, problem, trailing } = annotate('connection_reply', hex('00 ff9c 0102030405'));
    assert.deepEqual(
      fields.map(({ path, value }) => [path, value]),
      [
        ['code', '0 (accepted)'],
        ['body.num_clients', '-100'],
      ],
    );
    assert.deepEqual(problem, {
      field: 'body.num_clients',
      offset: 1,
      reason: 'is -100, which is less than 0',
      kind: 'malformed',
    });
    assert.equal(trailing, 5);
  });

  it('tells which codes there are when one is unknown', () => {
    const reason = (type: EntryType): string | undefined => annotate(type, hex('63')).problem?.reason;
    assert.equal(reason('client_request'), 'is 99, which is no request code (-1, 0, 1, 2, 3)');
    assert.equal(reason('connection_reply'), 'is 99, which is no connection code (-1, 0)');
    assert.equal(reason('server_response'), 'is 99, which is no response code (-2, -1, 0, 1, 2, 3, 4, 5, 6)');
  });

  it('counts the bytes behind a whole frame and leaves them alone', () => {
    const { fields, problem, trailing } = annotate('server_response', hex('ff 0002'));
    assert.deepEqual([fields.length, problem, trailing], [1, undefined, 2]);
  });

  it('explains any bytes: fields without a gap, and the rest counted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENTRY_TYPES), fc.uint8Array({ maxLength: 40 }), (type, bytes) => {
        const { fields, trailing } = annotate(type, bytes);
        const covered = fields.map((field) => field.hex).join('');
        assert.equal(covered, Buffer.from(bytes.subarray(0, bytes.length - trailing)).toString('hex'));
        assert.ok(formatAnnotation(annotate(type, bytes)).length > 0);
      }),
    );
  });
});

describe('formatAnnotation', () => {
  it('lines up offsets, bytes and fields', () => {
    assert.deepEqual(lines('server_response', '02 0005 0003 616263'), [
      '  0  02        code = 2 (broadcast)',
      '  1  00 05     body.id_sender = 5',
      '  3  00 03     body.len_text = 3',
      '  5  61 62 63  body.text = "abc"',
    ]);
  });

  it('marks the first byte of the field that has a problem', () => {
    assert.deepEqual(lines('client_request', '00 fffe 6162'), [
      '  0  00       code = 0 (broadcast)',
      '> 1  [ff] fe  body.len_text = -2',
      '              … 2 more bytes',
      '              malformed: body.len_text at byte 1 is -2, which is less than 0',
    ]);
    assert.deepEqual(lines('client_hello', '0003 61'), [
      '  0  00 03  len_pseudonym = 3',
      '> 2  [61]   pseudonym = incomplete: needs 3 bytes, 1 there',
      '            incomplete: pseudonym at byte 2 needs 3 bytes, 1 there',
    ]);
  });

  it('marks the byte that it is told to', () => {
    assert.deepEqual(lines('server_response', '01 0007', { markOffset: 2 }), [
      '  0  01       code = 1 (left)',
      '> 1  00 [07]  body.id_client = 7',
    ]);
  });

  it('cuts a long field at its end, or around the marked byte', () => {
    const frame = `001e${Array.from({ length: 30 }, (_, i) => (i + 16).toString(16)).join('')}`;
    const [, start] = lines('client_hello', frame, { maxBytes: 4 });
    assert.match(start ?? '', /^ {2}2 {2}10 11 12 13 …\(\+26\) {2}pseudonym = /);
    const [, middle] = lines('client_hello', frame, { maxBytes: 4, markOffset: 12 });
    assert.match(middle ?? '', /^> 2 {2}\(8\)… 18 19 \[1a\] 1b …\(\+18\) {2}pseudonym = /);
    const [, end] = lines('client_hello', frame, { maxBytes: 4, markOffset: 31 });
    assert.match(end ?? '', /^> 2 {2}\(26\)… 2a 2b 2c \[2d\] {2}pseudonym = /);
  });

  it('cuts a long list, but shows the marked field and the one with the problem', () => {
    const clients = Array.from({ length: 1000 }, (_, idClient) => ({ idClient, pseudonym: 'x' }));
    const whole = wire.encodeAccepted(clients);
    const shown = formatAnnotation(annotate('connection_reply', whole), { maxFields: 3, markOffset: 503 });
    assert.deepEqual(shown.split('\n'), [
      '    0  00       code = 0 (accepted)',
      '    1  03 e8    body.num_clients = 1000',
      '    3  00 00    body.clients[0].id_client = 0',
      '                … 299 more fields',
      '> 503  [00] 64  body.clients[100].id_client = 100',
      '                … 2699 more fields',
    ]);
    const short = annotate('connection_reply', whole.subarray(0, whole.length - 1));
    assert.deepEqual(formatAnnotation(short, { maxFields: 1 }).split('\n'), [
      '     0  00  code = 0 (accepted)',
      '            … 3000 more fields',
      '  5002      body.clients[999].pseudonym = incomplete: needs 1 byte, 0 there',
      '            incomplete: body.clients[999].pseudonym at byte 5002 needs 1 byte, 0 there',
    ]);
  });
});
