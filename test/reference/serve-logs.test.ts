import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  encodeBroadcastRequest,
  encodeClientHello,
  encodeDirectRequest,
  encodePrivateAccept,
  encodePrivateRefuse,
  encodePrivateRequest,
} from '../../wire';
import { ServeProcess } from './support/command';
import { Peer } from './support/peer';
import { Transpiled } from './support/transpiled';

const TIME = { timeout: 60_000 };
const transpiled = Transpiled.make();
const started: ServeProcess[] = [];

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
});

const MALFORMED = Buffer.from([9]);
/** A text whose bytes are frames, and wrong ones, to a server that has lost its place. */
const TEXT = 'secret text \u0009';

/** Takes all the ways on which a server hears a pseudonym or a text, right ones and wrong ones. */
async function sayEverything(port: number): Promise<void> {
  const [alice, bob] = [await Peer.connect({ port }), await Peer.connect({ port })];
  await alice.ask('secret alice');
  await bob.ask('secret bob');
  await alice.gets({ joined: 1, pseudonym: 'secret bob' });
  const refused = await Peer.connect({ port });
  assert.equal(await refused.ask('secret bob'), 'pseudonym in use');
  alice.send(encodeBroadcastRequest(TEXT), encodeDirectRequest(1, TEXT), encodeDirectRequest(99, TEXT));
  alice.send(encodePrivateRequest(7, 1));
  await alice.gets('absent');
  await bob.gets({ broadcast: TEXT, from: 0 }, { direct: TEXT, from: 0 }, { privateRequested: 0 });
  bob.send(encodePrivateRefuse(0), encodePrivateAccept(7, 0));
  await alice.gets({ privateRefused: 1 });
  // Behind a wrong code, a text; a text where a code is due; a pseudonym in pieces; bytes that are none.
  alice.send(MALFORMED, Buffer.from(TEXT));
  await alice.gets({ over: 'ended' });
  bob.send(Buffer.from(TEXT));
  await bob.gets({ left: 0 }, { over: 'ended' });
  const noUtf8 = await Peer.connect({ port });
  noUtf8.send(encodeClientHello(Buffer.concat([Buffer.from('secret '), Buffer.from([0xff])])));
  await noUtf8.gets({ over: 'ended' });
  const torn = await Peer.connect({ port });
  torn.send(encodeClientHello('secret torn').subarray(0, 9));
  torn.socket.resetAndDestroy();
  for (const { socket } of [alice, bob, refused, noUtf8]) socket.destroy();
}

/** What a server has logged that was told everything. */
async function logOf(...options: string[]): Promise<string> {
  const server = ServeProcess.start(transpiled.cosp, [
    ...['--host', '127.0.0.1', '--port', '0', '--log-level', 'debug', ...options],
  ]);
  started.push(server);
  const { port } = await server.listening();
  await sayEverything(port);
  server.child.kill('SIGTERM');
  await server.exited;
  return server.stderr;
}

for (const format of ['json', 'pretty']) {
  test(`neither pseudonyms nor texts are in a ${format} log, whatever is sent`, TIME, async () => {
    const log = await logOf('--log-format', format);
    for (const message of ['client joined', 'malformed frame', 'client left', 'connection ended', 'closed']) {
      assert.ok(log.includes(message), `${message} is not in ${log}`);
    }
    assert.doesNotMatch(log, /secret|alice|bob|torn/i);
    const hex = Buffer.from('secret').toString('hex');
    assert.ok(!log.replace(/[^0-9a-f]/g, '').includes(hex));
  });
}

test('pseudonyms are in the log of who has asked for them, and texts are not', TIME, async () => {
  const lines = (await logOf('--log-format', 'json', '--log-pseudonyms'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; pseudonym?: string; idClient?: number });
  const named = lines.filter(({ pseudonym }) => pseudonym !== undefined);
  assert.deepEqual(
    named.map(({ msg, pseudonym, idClient }) => [msg, pseudonym, idClient]),
    [
      ['client joined', 'secret alice', 0],
      ['client joined', 'secret bob', 1],
      ['client left', 'secret alice', 0],
      ['client left', 'secret bob', 1],
    ],
  );
  assert.doesNotMatch(JSON.stringify(lines), /secret (text|torn)/);
});

test('a pseudonym cannot write to the terminal that shows the log', TIME, async () => {
  const server = ServeProcess.start(transpiled.cosp, [
    ...['--host', '127.0.0.1', '--port', '0', '--log-level', 'debug', '--log-format', 'pretty'],
    '--log-pseudonyms',
  ]);
  started.push(server);
  const { port } = await server.listening();
  const peer = await Peer.connect({ port });
  await peer.ask('\u001b[31mred\u009b2J\u202eback\nline');
  server.child.kill('SIGTERM');
  await server.exited;
  const line = server.stderr.split('\n').find((text) => text.includes('client joined')) ?? '';
  assert.ok(line.includes('pseudonym="\\u001b[31mred\\u{009b}2J\\u{202e}back\\nline"'), line);
});
