import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hexBytes } from '../../../suite/decode/hex-text';
import { InputError } from '../../../suite/decode/input-error';

const ALICE = '0005616c696365';
const hexOf = (text: string): string => hexBytes(text).toString('hex');

for (const [name, text] of [
  ['pairs', '00 05 61 6c 69 63 65'],
  ['no spaces, capitals', '0005616C696365'],
  ['lines, tabs and CR LF', '\t00 05\r\n\r\n61 6c 69\r\n63 65\r\n'],
  ['an array in a program', 'byte[] = { 0x00, 0x5, 0x61, 0x6C, 0x69, 0x63, 0x65 };'.slice(9)],
  ['escapes in a program', '"\\x00\\x05\\x61\\x6c\\x69\\x63\\x65"'],
  ['colons', '00:05:61:6c:69:63:65'],
  ['dashes, as .NET writes them', '00-05-61-6C-69-63-65'],
  ['one number', '0x0005616c696365'],
  ['a mark of UTF-8 in front', '\ufeff00 05 61 6c 69 63 65'],
  ['xxd', '00000000: 0005 616c 6963 65                        ..alice'],
  ['xxd -g1', '00000000: 00 05 61 6c 69 63 65                             ..alice'],
  ['hexdump -C', '00000000  00 05 61 6c 69 63 65                              |..alice|\n00000007\n'],
  ['od -t x1', '0000000 00 05 61 6c 69 63 65\n0000007\n'],
  ['od -t x1 -A x', '000000  00 05 61 6c 69 63 65\n000007\n'],
  ['Wireshark', '0000   00 05 61 6c 69 63 65                              ..alice\n'],
] as const) {
  test(`hex: ${name}`, () => assert.equal(hexOf(text), ALICE));
}

test('hex: rows of a dump, with the text behind them, whatever it is', () => {
  const dump = [
    '00000000  61 62 63 64 65 66 67 68  7c 20 7c 20 20 20 30 31  |abcdefgh| |   01|',
    '00000010  61 62                                             |ab|',
    '00000012',
  ].join('\n');
  assert.equal(hexBytes(dump).toString(), 'abcdefgh| |   01ab');
  const xxd = '00000000: 6162 2020 2020 3031 6162 6364 6566 6768  ab    01abcdefgh\n00000010: 6162  ab\n';
  assert.equal(hexBytes(xxd).toString(), 'ab    01abcdefghab');
});

test('hex: rows that a dump has squeezed are put in again', () => {
  const row = '00 '.repeat(16).trim();
  const dump = `00000000  ${row}  |................|\n*\n00000040  01                |.|\n00000041\n`;
  assert.equal(hexOf(dump), `${'00'.repeat(64)}01`);
});

for (const [name, text, problem] of [
  ['not hex', '00 05\n61 xy', /^line 2: "xy" is not hex$/],
  ['half a byte', '00 056', /^line 1: "056" has an odd number of digits; a byte has two$/],
  ['a row that is missing', '00000000: 0005\n00000010: 61\n', /^line 2: the offset is 00000010, but 2 bytes/],
  ['a row without an offset', '00000000: 0005\n<end>\n', /^line 2: no offset/],
  ['words of a machine', '0000000 0500 6c61 6369 0065\n', /^line 1: words of two bytes/],
  ['something else in a row', '00000000: 00zz\n', /^line 1: behind the offset are not only pairs/],
  ['a terminal to be steered', '\u001b[2J', /^line 1: "\\u\{1b\}" is not hex$/],
] as const) {
  test(`hex that cannot be read: ${name}`, () => {
    assert.throws(
      () => hexBytes(text),
      (error) => error instanceof InputError && problem.test(error.message),
    );
  });
}

test('hex: whatever bytes, in whatever arrangement', () => {
  const separators = fc.array(fc.constantFrom(' ', '', '\n', ', ', ' 0x', '\\x', ':', '\t'), {
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), separators, (bytes, between) => {
      const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
      const text = pairs
        .map((pair, at) => (at === 0 ? pair : `${between[at % between.length]}${pair}`))
        .join('');
      // Zeros that stand alone in front are an offset.
      fc.pre(!/^0{4,}(:|\s|$)/.test(text));
      assert.deepEqual([...hexBytes(text)], [...bytes]);
    }),
  );
});

test('hex: any text is read or refused in words', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^0{4,8}[: ][0-9a-f *|\n]{0,80}$/)), (text) => {
      try {
        hexBytes(text);
      } catch (error) {
        assert.ok(error instanceof InputError, String(error));
      }
    }),
  );
});
