import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { nameAndRest, parseLine } from '../../../reference/client/chat/parse';
import { shownName, shownText } from '../../../reference/client/chat/shown';
import { parseEndpoint } from '../../../reference/client/endpoint';
import { linesOf } from '../../../reference/client/lines';

test('lines are read as what they say', () => {
  assert.deepEqual(parseLine('hello @bob'), { kind: 'everybody', text: 'hello @bob' });
  assert.deepEqual(parseLine('@bob  two spaces'), { kind: 'direct', to: 'bob', text: ' two spaces' });
  assert.deepEqual(parseLine('@"bob b" hi'), { kind: 'direct', to: 'bob b', text: 'hi' });
  assert.deepEqual(parseLine('/to bob a b'), { kind: 'command', name: 'to', rest: 'bob a b' });
  assert.deepEqual(parseLine('  '), { kind: 'nothing' });
  assert.throws(() => parseLine('@bob'), RangeError);
});

test('a pseudonym that is shown can be typed back', () => {
  for (const name of ['bob', 'bob b', '"', '\\', 'a\u001b\u202e\n\0', '日本', 'a:', '@a', '/a', '👋']) {
    assert.deepEqual(nameAndRest(`${shownName(name)} rest`), { name, rest: 'rest' }, name);
  }
});

test('a text that is shown has nothing that steers a terminal', () => {
  assert.equal(
    shownText('"été" \u001b[2J\r\n\u202e\u0085\u200b'),
    '"été" \\u{1b}[2J\\r\\n\\u{202e}\\u{85}\\u{200b}',
  );
});

test('a server is an address and a port', () => {
  assert.deepEqual(parseEndpoint('7777'), { host: '127.0.0.1', port: 7777 });
  assert.deepEqual(parseEndpoint('example.org:1'), { host: 'example.org', port: 1 });
  assert.deepEqual(parseEndpoint('[::1]:7777'), { host: '::1', port: 7777 });
  for (const wrong of ['', 'example.org', '::1:7777', '0', '65536', 'a b:1', '[]:1', 'x:y']) {
    assert.throws(() => parseEndpoint(wrong), RangeError, wrong);
  }
});

test('only a line feed ends a line, however the bytes are cut', async () => {
  const bytes = Buffer.from('é\u2028x\r\n\n{"a"}\nlast');
  const input = Readable.from(
    [...bytes].map((byte) => Buffer.from([byte])),
    { objectMode: false },
  );
  const lines: string[] = [];
  for await (const line of linesOf(input)) lines.push(line);
  assert.deepEqual(lines, ['é\u2028x\r', '', '{"a"}', 'last']);
});
