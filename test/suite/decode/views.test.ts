import assert from 'node:assert/strict';
import { test } from 'node:test';
import pc from 'picocolors';
import stringWidth from 'string-width';
import { decodeStream } from '../../../suite/decode/decode-stream';
import { diagramLines } from '../../../suite/decode/diagram';
import { jsonPieces } from '../../../suite/decode/json-view';
import { mermaidLines } from '../../../suite/decode/mermaid';
import { textLines } from '../../../suite/decode/text-view';
import * as wire from '../../../wire';
import { CLIENT } from './support/packets';
import { Talk } from './support/talk';
import { decodedFrom } from './support/told';

const plain = pc.createColors(false);
const colours = pc.createColors(true);
const text = (words: string): Buffer => Buffer.from(words);

/** A chat whose client is called so and says so. */
function chat(pseudonym: string, words: string, port = CLIENT.port): Talk {
  const talk = new Talk({ ...CLIENT, port }).open().ask(wire.encodeClientHello(text(pseudonym)));
  return talk.answer(wire.encodeAccepted([])).ask(wire.encodeBroadcastRequest(text(words)));
}

const HOSTILE = '<script>alert(1)</script>;#end\n\u001b[2J\u202eevil %% ```';

test('text: colours for a terminal, none else', () => {
  const decoded = decodedFrom(chat('alice', 'hi').segments);
  const introducer = '\u001b';
  assert.ok(
    [...textLines(decoded, { palette: colours, brief: false })].some((line) => line.includes(introducer)),
  );
  assert.ok(
    ![...textLines(decoded, { palette: plain, brief: false })].some((line) => line.includes(introducer)),
  );
});

test('a diagram has one width, whatever is said in it', () => {
  const wide = [chat('日本', '漢字 🎉 e\u0301\u0302 '.repeat(9)), chat('bob', 'x'.repeat(300), 40_001)];
  const decoded = decodedFrom(wide.flatMap(({ segments }) => segments));
  for (const columns of [60, 80, 110, 200]) {
    const lines = [...diagramLines(decoded, columns, plain)];
    const arrows = lines.filter((line) => line.includes('|'));
    assert.ok(arrows.length > 6);
    for (const line of lines) assert.ok(stringWidth(line) <= columns, `${stringWidth(line)}: ${line}`);
    const one = [...new Set(arrows.map((line) => stringWidth(line)))];
    assert.ok(one.length === (columns < 72 ? one.length : 1), String(one));
  }
});

test('a diagram: clients at the left, the server at the right, what is said over the arrow', () => {
  const decoded = decodedFrom([...chat('alice', 'hi').segments, ...chat('bob', 'ho', 40_001).segments]);
  assert.deepEqual(
    [...diagramLines(decoded, 100, plain)].map((line) => line.trimEnd()),
    [
      '                 "alice"     "bob"                                                            server',
      '       0.000 ms  |.. connected ..............................................................>|',
      '       3.000 ms  |-- pseudonym, 5 bytes "alice" --------------------------------------------->|',
      '       4.000 ms  |<- connection 0 (accepted), 0 clients --------------------------------------|',
      '       5.000 ms  |-- request 0 (broadcast), 2 bytes "hi" ------------------------------------>|',
      '       6.000 ms  |           |.. connected ..................................................>|',
      '       9.000 ms  |           |-- pseudonym, 3 bytes "bob" ----------------------------------->|',
      '      10.000 ms  |           |<- connection 0 (accepted), 0 clients --------------------------|',
      '      11.000 ms  |           |-- request 0 (broadcast), 2 bytes "ho" ------------------------>|',
    ],
  );
});

test('lifelines that do not fit beside each other come below each other', () => {
  const many = [40_000, 40_001, 40_002, 40_003].map((port) => chat(`client${port}`, 'hi', port));
  const lines = [...diagramLines(decodedFrom(many.flatMap(({ segments }) => segments)), 80, plain)];
  assert.equal(lines.filter((line) => line.endsWith('server')).length, 2);
  assert.ok(lines.every((line) => line.length <= 80));
});

test('JSON: one document with everything, also of what is wrong', () => {
  const decoded = decodedFrom(chat('alice', 'hi').ask(text('\t')).segments);
  const document = JSON.parse([...jsonPieces(decoded)].join(''));
  assert.equal(document.schemaVersion, 1);
  assert.equal(document.complete, false);
  assert.deepEqual(document.source, { name: 'test.pcap', format: 'pcap' });
  assert.equal(document.began, '2023-11-14T22:13:20.000000Z');
  const [{ entries, ...connection }] = document.connections;
  assert.deepEqual(connection, {
    number: 1,
    kind: 'chat',
    client: '127.0.0.1:40000',
    server: '127.0.0.2:7777',
    notes: [],
    pseudonym: { text: 'alice', hex: '616c696365' },
  });
  assert.deepEqual(entries[1], {
    kind: 'frame',
    from: 'client',
    at: 3,
    time: '2023-11-14T22:13:20.003000Z',
    summary: 'pseudonym, 5 bytes "alice"',
    offset: 0,
    length: 7,
    entryType: 'client_hello',
    hex: '0005616c696365',
    fields: [
      { path: 'len_pseudonym', offset: 0, length: 2, hex: '0005', value: '5' },
      { path: 'pseudonym', offset: 2, length: 5, hex: '616c696365', value: '"alice"' },
    ],
  });
  const { problem, offset, reason, unframed, frame } = entries.at(-1);
  assert.deepEqual([problem, offset, unframed, frame.field, frame.hex], ['malformed', 12, 1, 'code', '09']);
  assert.match(reason, /^code is 9, which is no request code/);
});

test('JSON of hex has neither times nor ends', () => {
  const decoded = decodeStream(Buffer.from('000161', 'hex'), { name: '--hex', format: 'hex' });
  const document = JSON.parse([...jsonPieces(decoded)].join(''));
  assert.deepEqual(Object.keys(document), ['schemaVersion', 'source', 'complete', 'notes', 'connections']);
  assert.deepEqual(Object.keys(document.connections[0]), ['number', 'kind', 'notes', 'entries']);
  assert.equal(document.connections[0].entries[0].at, undefined);
});

test('what others wrote steers nothing', () => {
  const decoded = { ...decodedFrom(chat(HOSTILE, HOSTILE).segments), notes: [HOSTILE], damage: HOSTILE };
  const shown = [
    ...textLines(decoded, { palette: plain, brief: false }),
    ...diagramLines(decoded, 110, plain),
    ...mermaidLines(decoded),
  ];
  for (const line of shown) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
  assert.doesNotMatch([...jsonPieces(decoded)].join(''), /(?!\n)[\p{Cc}\p{Cf}]/u);
});

test('Mermaid: no text ends a line, is a command, or is taken for HTML', () => {
  const lines = [...mermaidLines(decodedFrom(chat(HOSTILE, HOSTILE).segments))];
  for (const line of lines.slice(1)) {
    assert.match(line, /^ {2}(participant (c1|s) as |c1-+>>s: |s-+>>c1: )/);
    const label = line.slice(line.search(/( as |: )/) + 2).replace(/#\d+;/g, '');
    assert.doesNotMatch(label, /[<>;#&`%]/);
  }
});
