import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { decodeCapture } from '../../../suite/decode/decode-capture';
import { type Conversation, type Decoded, isComplete } from '../../../suite/decode/model';
import * as wire from '../../../wire';
import { CLIENT, CLIENT_6, type End, SERVER, SERVER_6, type SegmentFields } from './support/packets';
import { Talk } from './support/talk';
import { decodedFrom, told } from './support/told';

const text = (words: string): Buffer => Buffer.from(words);
const HELLO = wire.encodeClientHello(text('alice'));
const ACCEPTED = wire.encodeAccepted([]);
const EVERYBODY = wire.encodeBroadcastRequest(text('hi'));

function only({ conversations }: Decoded): Conversation {
  assert.equal(conversations.length, 1);
  return conversations[0] as Conversation;
}

for (const [name, client, server] of [
  ['IPv4', CLIENT, SERVER],
  ['IPv6', CLIENT_6, SERVER_6],
] as const) {
  test(`a chat over ${name}, from its opening to its end`, () => {
    const talk = new Talk(client, server).open().ask(HELLO).answer(ACCEPTED).ask(EVERYBODY).close();
    const decoded = decodedFrom(talk.segments);
    const one = only(decoded);
    assert.ok(isComplete(decoded));
    assert.equal(one.client, name === 'IPv4' ? '127.0.0.1:40000' : '[::1]:40000');
    assert.equal(one.server, name === 'IPv4' ? '127.0.0.2:7777' : '[2001:db8::7]:7777');
    assert.equal(one.pseudonym?.toString(), 'alice');
    assert.deepEqual(told(one), [
      '> connected',
      '> pseudonym, 5 bytes "alice"',
      '< connection 0 (accepted), 0 clients',
      '> request 0 (broadcast), 2 bytes "hi"',
      '> closed by the client',
      '< closed by the server',
    ]);
  });
}

test('after each refusal the client asks for another pseudonym, even before it has the answer', () => {
  const talk = new Talk()
    .open()
    .ask(HELLO)
    .ask(wire.encodeClientHello(text('bob')))
    .ask(EVERYBODY);
  const refused = talk.answer(wire.encodePseudonymInUse()).answer(ACCEPTED).answer(wire.encodeAbsent());
  const one = only(decodedFrom(refused.segments));
  assert.equal(one.pseudonym?.toString(), 'bob');
  assert.deepEqual(told(one).slice(1), [
    '> pseudonym, 5 bytes "alice"',
    '> pseudonym, 3 bytes "bob"',
    '> request 0 (broadcast), 2 bytes "hi"',
    '< connection -1 (pseudonym in use)',
    '< connection 0 (accepted), 0 clients',
    '< response -1 (absent)',
  ]);
});

test('a malformed frame stops its side, not the other one', () => {
  const talk = new Talk()
    .open()
    .ask(HELLO)
    .answer(Buffer.concat([ACCEPTED, text('\t and more')]))
    .ask(EVERYBODY);
  const decoded = decodedFrom(talk.segments);
  const one = only(decoded);
  assert.ok(!isComplete(decoded));
  assert.deepEqual(told(one).slice(2), [
    '< connection 0 (accepted), 0 clients',
    '< malformed response: byte 3 is wrong',
    '> request 0 (broadcast), 2 bytes "hi"',
  ]);
  const problem = one.entries.find(({ kind }) => kind === 'problem');
  assert.ok(problem?.kind === 'problem' && problem.unframed === 10);
});

test('behind a gap nothing is framed, and both are said', () => {
  const talk = new Talk().open().ask(HELLO).answer(ACCEPTED).ask(EVERYBODY).ask(EVERYBODY).ask(EVERYBODY);
  const lost = talk.segments.filter((_, index) => index !== 6);
  const one = only(decodedFrom(lost));
  assert.deepEqual(told(one).slice(3), [
    '> request 0 (broadcast), 2 bytes "hi"',
    '> 5 bytes not in the capture, from byte 12 on',
  ]);
  const problem = one.entries.at(-1);
  assert.ok(problem?.kind === 'problem' && problem.problem === 'gap' && problem.unframed === 5);
});

test('a gap inside a frame shows the frame as far as it is there', () => {
  const talk = new Talk().open().ask(HELLO.subarray(0, 4)).ask(HELLO.subarray(4)).close();
  const one = only(decodedFrom(talk.segments.filter((_, index) => index !== 4)));
  const problem = one.entries.find(({ kind }) => kind === 'problem');
  assert.ok(problem?.kind === 'problem' && problem.problem === 'gap');
  assert.deepEqual([problem.offset, problem.missing, problem.frame?.bytes.length], [4, 3, 4]);
});

test('a last frame that is not whole is told with what is missing', () => {
  const one = only(decodedFrom(new Talk().open().ask(HELLO.subarray(0, 4)).close().segments));
  assert.deepEqual(told(one).slice(1, 2), ['> incomplete pseudonym: at least 3 bytes missing behind byte 4']);
});

test('a connection captured from its middle on: the sides and the state are found by the frames', () => {
  const talk = new Talk()
    .open()
    .ask(HELLO)
    .answer(ACCEPTED)
    .ask(EVERYBODY)
    .answer(wire.encodeJoined(3, text('bob')));
  const one = only(decodedFrom(talk.segments.slice(5)));
  assert.equal(one.kind, 'chat');
  assert.equal(one.server, '127.0.0.2:7777');
  assert.match(one.notes[0] ?? '', /its beginning was not captured/);
  assert.deepEqual(told(one), [
    '> request 0 (broadcast), 2 bytes "hi"',
    '< response 0 (joined) 3, 3 bytes "bob"',
  ]);
});

test('a server at a high port is found by its frames, and by --port', () => {
  const server: End = { ...SERVER, port: 50_000 };
  const talk = new Talk(CLIENT, server)
    .open()
    .ask(HELLO)
    .answer(ACCEPTED)
    .answer(wire.encodeJoined(3, text('bob')));
  const behind = talk.segments.slice(3);
  assert.equal(only(decodedFrom(behind)).server, '127.0.0.2:50000');
  assert.equal(only(decodedFrom(behind, 50_000)).server, '127.0.0.2:50000');
  assert.throws(() => decodedFrom(behind, 7777), {
    name: 'InputError',
    message: /no TCP connection with port 7777/,
  });
});

test('bytes from the middle of a connection that are no frames are shown as they are', () => {
  const talk = new Talk().open().ask(text('GET / HTTP/1.1')).answer(text('HTTP/1.1 200 OK'));
  const decoded = decodedFrom(talk.segments.slice(3));
  const one = only(decoded);
  assert.equal(one.kind, 'unknown');
  assert.deepEqual(told(one), ['> 14 bytes "GET / HTTP/1.1"', '< 15 bytes "HTTP/1.1 200 OK"']);
  assert.ok(!isComplete(decoded), 'nothing of it is a frame');
});

test('what other servers do is left out where one speaks COSP, and said', () => {
  const web: End = { ...SERVER, port: 80 };
  const chat = new Talk().open().ask(HELLO).answer(ACCEPTED);
  const other = new Talk(CLIENT, web).open().ask(text('GET / HTTP/1.1')).answer(text('HTTP/1.1 200 OK'));
  const decoded = decodedFrom([...other.segments, ...chat.segments]);
  assert.equal(only(decoded).server, '127.0.0.2:7777');
  assert.match(
    decoded.notes[0] ?? '',
    /^1 connection left out where nothing is COSP; --port shows them \(80\)$/,
  );
  assert.equal(only(decodedFrom([...other.segments, ...chat.segments], 80)).server, '127.0.0.2:80');
});

test('a capture without TCP is refused in words', () => {
  assert.throws(() => decodedFrom([]), {
    name: 'InputError',
    message: 'the capture has 0 packets, none of a TCP connection',
  });
});

/** Two clients that agree on a private connection, which both then open. */
function privateTalk(last: 'accepted' | 'refused'): readonly SegmentFields[] {
  const bobs: End = { ...CLIENT, port: 40_001 };
  const alice = new Talk()
    .open()
    .ask(HELLO)
    .answer(ACCEPTED)
    .answer(wire.encodeJoined(3, text('bob')));
  const bob = new Talk(bobs).open().ask(wire.encodeClientHello(text('bob')));
  bob.answer(wire.encodeAccepted([{ idClient: 7, pseudonym: text('alice') }]));
  const before = [...alice.segments, ...bob.segments];
  const [asked, answered] = [alice.segments.length, bob.segments.length];
  alice.ask(wire.encodePrivateRequest(50_001, 3));
  bob.answer(wire.encodePrivateRequested(7));
  if (last === 'accepted') {
    alice.answer(wire.encodePrivateAccepted(3));
    bob.ask(wire.encodePrivateAccept(50_002, 7)).answer(wire.encodePrivateEstablished(7));
  } else {
    alice.answer(wire.encodePrivateRefused(3));
    bob.ask(wire.encodePrivateRefuse(7));
  }
  const side = new Talk({ ...CLIENT, port: 50_001 })
    .open()
    .ask(text('\0\u0001'))
    .ask(text('x'))
    .answer(text('ok'))
    .close();
  const other = new Talk({ ...CLIENT, port: 50_002 }).open().answer(text('\0\u0001x')).ask(text('ok'));
  return [
    ...before,
    ...alice.segments.slice(asked),
    ...bob.segments.slice(answered),
    ...side.segments,
    ...other.segments,
  ];
}

test('the sides of a private connection are told by what was negotiated, and shown as bytes', () => {
  const { conversations } = decodedFrom(privateTalk('accepted'));
  assert.deepEqual(
    conversations.map(({ kind, between }) => [kind, between]),
    [
      ['chat', undefined],
      ['chat', undefined],
      ['private', { own: '"alice"', other: '"bob"' }],
      ['private', { own: '"bob"', other: '"alice"' }],
    ],
  );
  assert.deepEqual(told(conversations[2] as Conversation), [
    '> connected',
    '> 3 bytes "\\0\\u{1}x"',
    '< 2 bytes "ok"',
    '> closed by the client',
    '< closed by the server',
  ]);
});

test('after a refusal a connection from the declared port is an ordinary one', () => {
  const { conversations } = decodedFrom(privateTalk('refused'));
  assert.deepEqual(told(conversations[2] as Conversation).slice(1, 3), [
    '> pseudonym, 1 byte "x"',
    '< malformed answer to the pseudonym: byte 0 is wrong',
  ]);
});

test('a real capture: three clients of the reference server, a refused pseudonym, a private connection', () => {
  const file = path.join(__dirname, 'captures', 'chat.pcap');
  const decoded = decodeCapture(readFileSync(file), 'chat.pcap');
  assert.ok(isComplete(decoded));
  assert.deepEqual(
    decoded.conversations.map(({ kind, pseudonym, between }) => [kind, pseudonym?.toString() ?? between]),
    [
      ['chat', 'alice'],
      ['chat', 'bob'],
      ['chat', 'zoé'],
      ['private', { own: '"alice"', other: '"bob"' }],
      ['private', { own: '"bob"', other: '"alice"' }],
    ],
  );
  const frames = decoded.conversations.flatMap(({ entries }) =>
    entries.filter(({ kind }) => kind === 'frame'),
  );
  assert.equal(frames.length, 28);
  assert.deepEqual(told(decoded.conversations[3] as Conversation), [
    '> connected',
    '> 15 bytes "here they come\\n"',
    '< 17 bytes "00 02 not a frame"',
    '> closed by the client',
    '< closed by the server',
  ]);
});
