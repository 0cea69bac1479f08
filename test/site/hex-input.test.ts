import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHex } from '../../site/browser/hex-input';

const bytes = (text: string): string => {
  const input = readHex(text);
  return 'bytes' in input ? Buffer.from(input.bytes).toString('hex') : input.problem;
};

describe('bytes that somebody pastes', () => {
  it('are read as captures, logs and source code write them', () => {
    for (const text of [
      '0005616c',
      '00 05 61 6c',
      ' 00\t05\r\n61 6C\n',
      '0x00, 0x05, 0x61, 0x6c',
      '0x0005616c',
      '00:05:61:6c',
      '00-05-61-6c',
      '\\x00\\x05\\x61\\x6c',
      '00 05 | 61 6c |',
    ]) {
      assert.equal(bytes(text), '0005616c', JSON.stringify(text));
    }
  });

  it('may be none', () => {
    assert.equal(bytes(''), '');
    assert.equal(bytes(' \n'), '');
  });

  it('are wrong at the first character that is no digit', () => {
    const expected = (at: number, problem: string, length = 1) => ({ at, length, problem });
    assert.deepEqual(readHex('00 0g'), expected(4, 'Character 5: "g" is no hexadecimal digit.'));
    assert.deepEqual(readHex('00\n05 zz'), expected(6, 'Line 2, character 4: "z" is no hexadecimal digit.'));
    assert.deepEqual(readHex('00 👋'), expected(3, 'Character 4: "👋" is no hexadecimal digit.', 2));
    assert.deepEqual(readHex('00 \u202e05'), expected(3, 'Character 4: U+202E is no hexadecimal digit.'));
  });

  it('are wrong where a digit is alone', () => {
    const problem = 'a byte has two digits, and here is only "5".';
    assert.deepEqual(readHex('00 5 61'), { at: 3, length: 1, problem: `Character 4: ${problem}` });
    assert.deepEqual(readHex('00 5'), { at: 3, length: 1, problem: `Character 4: ${problem}` });
    assert.deepEqual(readHex('0x5'), { at: 2, length: 1, problem: `Character 3: ${problem}` });
  });
});
