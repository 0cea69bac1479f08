import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { specPath } from '../../spec';
import { checkExamples, countFrames } from './examples';

const LAYOUT = `| bytes | field | meaning |
|---|---|---|
| SHORT | \`len_pseudonym\` | size |
| n bytes | \`pseudonym\` | text |
`;
const FRAME = '```frame client_hello\n00 02  len_pseudonym  2\n68 69  pseudonym      "hi"\n```\n';

describe('the check of example frames', () => {
  it('accepts a frame that reads as it is explained', () => {
    assert.deepEqual(checkExamples(LAYOUT + FRAME), []);
    assert.equal(countFrames(LAYOUT + FRAME), 1);
  });

  const mistakes: [name: string, text: string, problem: RegExp][] = [
    [
      'a wrong number',
      FRAME.replace('  2', '  3'),
      /"0002 len_pseudonym 3" should be "0002 len_pseudonym 2"/,
    ],
    ['a wrong text', FRAME.replace('"hi"', '"ho"'), /should be "6869 pseudonym "hi""/],
    ['a wrong name', FRAME.replace('len_pseudonym', 'size'), /"0002 size 2" should be/],
    ['a wrong size', FRAME.replace('00 02', '00 03'), /^client_hello: /],
    ['a byte too many', FRAME.replace('68 69', '68 69 69'), /1 bytes too many/],
    ['bytes in the wrong row', FRAME.replace('00 02', '00').replace('68', '02 68'), /should be "0002/],
    ['an unknown kind', FRAME.replace('client_hello', 'hello'), /"hello" is no kind of frame/],
    ['a layout without a frame', LAYOUT, /a layout without a frame/],
    ['a layout in another order', LAYOUT.replace('len_', '') + FRAME, /the layout has pseudonym, pseudonym;/],
    [
      'a layout of other lengths',
      LAYOUT.replace('SHORT', 'INT') + FRAME,
      /len_pseudonym is a INT, and has 2 bytes/,
    ],
  ];
  for (const [name, text, problem] of mistakes) {
    it(`reports ${name}`, () => {
      assert.match(checkExamples(text).join('; '), problem);
    });
  }
});

describe('the pages', () => {
  const pages = readdirSync(specPath()).filter((name) => /^\d.*\.md$/.test(name));

  it('show frames', () => {
    const counts = pages.map((name) => countFrames(readFileSync(specPath(name), 'utf8')));
    assert.ok(counts.reduce((sum, count) => sum + count, 0) >= 17, 'fewer frames than there are kinds');
  });

  for (const name of pages) {
    it(`${name} shows frames that read as they are explained`, () => {
      assert.deepEqual(checkExamples(readFileSync(specPath(name), 'utf8')), []);
    });
  }
});
