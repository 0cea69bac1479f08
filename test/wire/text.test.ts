import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { printable, textOf } from '../../wire';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex');

describe('textOf', () => {
  it('gives back any text, a byte order mark and all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(textOf(utf8(text)), text)));
    assert.equal(textOf(hex('ef bb bf 61')), '\ufeffa');
    assert.equal(textOf(new Uint8Array(0)), '');
  });

  it('refuses what is not UTF-8', () => {
    for (const bytes of ['ff', 'c3', '61 80', 'c0 80', 'ed a0 80', 'f4 90 80 80', 'f0 9f 98']) {
      assert.equal(textOf(hex(bytes)), undefined, bytes);
    }
  });
});

describe('printable', () => {
  const cases: [shown: string, bytes: Uint8Array, what: string][] = [
    ['"héllo €😀"', utf8('héllo €😀'), 'plain text'],
    ['""', utf8(''), 'nothing'],
    ['"a\\"b\\\\c"', utf8('a"b\\c'), 'quotes and backslashes'],
    [
      '"\\0\\t\\n\\r\\u{7}\\u{1b}[31m\\u{7f}\\u{9b}"',
      utf8('\0\t\n\r\x07\x1b[31m\x7f\x9b'),
      'control characters',
    ],
    [
      '"\\u{202e}cba\\u{2066}\\u{200f}\\u{61c}"',
      utf8('\u202ecba\u2066\u200f\u061c'),
      'what steers the direction',
    ],
    ['"a\\u{200b}\\u{200d}\\u{feff}\\u{e0041}"', utf8('a\u200b\u200d\ufeff\u{e0041}'), 'what shows nothing'],
    ['"\\u{2028}\\u{2029}\\u{e000}"', utf8('\u2028\u2029\ue000'), 'line separators and private characters'],
    ['"a\\xffb\\xc3"', hex('61 ff 62 c3'), 'bytes that are not UTF-8'],
    ['"\\xc0\\x80\\xed\\xa0\\x80"', hex('c0 80 ed a0 80'), 'overlong forms and surrogates'],
    ['"\\xf0\\x9f\\x98é"', hex('f0 9f 98 c3 a9'), 'a character that is cut short, and one behind it'],
  ];
  for (const [shown, bytes, what] of cases) {
    it(`shows ${what}`, () => assert.equal(printable(bytes), shown));
  }

  it('shows at most as many characters as asked for', () => {
    assert.equal(printable(utf8('h\u00e9\u{1f600}llo'), 3), '"h\u00e9\u{1f600}"…');
    assert.equal(printable(utf8('abc'), 3), '"abc"');
    assert.equal(printable(hex('ff fe fd'), 2), '"\\xff\\xfe"…');
    assert.equal(printable(utf8('a'), 0), '""…');
  });

  it('never lets a character through that a terminal obeys, and tells different bytes apart', () => {
    const bytes = fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map(utf8));
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        assert.match(printable(one), /^"[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]*"$/u);
        assert.equal(printable(one) === printable(other), Buffer.compare(one, other) === 0);
      }),
      { numRuns: 1000 },
    );
  });
});
