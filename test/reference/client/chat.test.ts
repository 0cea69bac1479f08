import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chatCommand } from '../../../reference/client/chat/command';
import { encodeDirectRequest } from '../../../wire';
import { type Stage, staged } from '../support/stage';
import { Transpiled } from '../support/transpiled';
import { CommandProcess } from './support/command';

const TIME = { timeout: 30_000 };
const transpiled = Transpiled.make();
const folder = mkdtempSync(join(tmpdir(), 'cosp-chat-'));
const started: CommandProcess[] = [];

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
  rmSync(folder, { recursive: true });
});

function chat(...options: string[]): CommandProcess {
  const process = CommandProcess.start(transpiled.cosp, ['chat', ...options]);
  started.push(process);
  return process;
}

function joined(stage: Stage, pseudonym: string): CommandProcess {
  return chat(`127.0.0.1:${stage.address.port}`, '--pseudonym', pseudonym);
}

staged('messages in a pipe: plain lines, and the end of the input is the end', async (stage) => {
  const bob = joined(stage, 'bob b');
  assert.deepEqual(await bob.until('nobody'), [
    '* you are "bob b"; /help shows what you can do',
    '* nobody else is here',
  ]);
  const alice = joined(stage, 'alice');
  alice.type('hello', '@"bob b" hello to you', '/say /slash', '', '/roster');
  alice.end();
  assert.deepEqual(await alice.rest(), [
    '* you are alice; /help shows what you can do',
    '* here: "bob b"',
    '* here: "bob b"',
  ]);
  assert.equal(await alice.exited, 0);
  assert.deepEqual(await bob.until('has left'), [
    '* alice has joined',
    'alice: hello',
    'alice (to you): hello to you',
    'alice: /slash',
    '* alice has left',
  ]);
  bob.type('/quit', 'never sent');
  assert.equal(await bob.exited, 0);
  assert.equal(alice.stderr + bob.stderr, '');
});

staged('a file and a line go over a private connection, to the last byte', async (stage) => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  const bytes = randomBytes(3_000_000);
  writeFileSync(from, bytes);
  const bob = joined(stage, 'bob');
  bob.type(`/receive alice ${to}`, '/accept alice');
  bob.end();
  await bob.until('nobody');
  const alice = joined(stage, 'alice');
  alice.type('/private bob', '/to bob first', `/send bob ${from}`, '/close bob');
  alice.end();
  assert.equal(await alice.exited, 0, alice.stderr);
  assert.equal(await bob.exited, 0, bob.stderr);
  assert.ok(readFileSync(to).equals(Buffer.concat([Buffer.from('first\n'), bytes])));
});

staged('lines on a private connection are shown, and so is a refusal', async (stage) => {
  const [alice, bob] = [joined(stage, 'alice'), joined(stage, 'bob')];
  await Promise.all([alice.until('here'), bob.until('here')]);
  alice.type('/refuse bob');
  bob.type('/private alice', '/private alice');
  await alice.until('asks for');
  await alice.until('asks for');
  alice.type('/accept bob', '/to bob one', '/to bob two \u001b[31m', '/close bob');
  assert.deepEqual((await bob.until('has ended')).slice(-5), [
    '* alice accepts',
    '* the private connection with alice is open',
    'alice (private): one',
    'alice (private): two \\u{1b}[31m',
    '* the private connection with alice has ended',
  ]);
  bob.end();
  assert.equal(await bob.exited, 1);
  assert.equal(bob.stderr, '! alice refuses the private connection\n');
  alice.end();
  assert.equal(await alice.exited, 0, alice.stderr);
});

staged('what others write is harmless to a terminal', async (stage) => {
  const bob = joined(stage, 'bob');
  await bob.until('nobody');
  const mallory = await stage.register('mal\u001b]0;x\u0007lory\u202e');
  mallory.send(encodeDirectRequest(0, 'a\u001b[2Jb\u202ec\r\nd "quoted"'));
  const [news, direct] = [await bob.line(), await bob.line()];
  assert.equal(news, '* "mal\\u{1b}]0;x\\u{7}lory\\u{202e}" has joined');
  assert.match(direct, /^"mal.*" \(to you\): a\\u\{1b\}\[2Jb\\u\{202e\}c\\r\\nd "quoted"$/);
  bob.end();
  assert.equal(await bob.exited, 0);
});

staged(
  'a line that cannot be done is told, the next ones are done, and the exit code is 1',
  async (stage) => {
    const bob = joined(stage, 'bob');
    await bob.until('nobody');
    const alice = joined(stage, 'alice');
    alice.type(
      '@nobody hi',
      '@bob',
      '/dance',
      '/private',
      '/private bob x',
      '/send bob x',
      '/to bob x',
      'last',
    );
    alice.end();
    assert.equal(await alice.exited, 1);
    assert.equal(alice.stderr.split('\n').filter((line) => line.startsWith('! ')).length, 7);
    assert.match(alice.stderr, /^! nobody is not in the roster\n/);
    await bob.until('alice: last');
    bob.child.kill('SIGINT');
    assert.equal(await bob.exited, 0);
  },
);

staged('a pseudonym in use is exit code 1, and so is a server that goes', async (stage) => {
  const bob = joined(stage, 'bob');
  await bob.until('nobody');
  const second = joined(stage, 'bob');
  assert.equal(await second.exited, 1);
  assert.equal(second.stderr, 'cosp chat: the pseudonym bob is in use\n');
  await stage.server.close();
  assert.equal(await bob.exited, 1);
  assert.equal(bob.stderr, '! the server has ended the connection\n');
});

test('nobody listens: exit code 1; wrong usage: exit code 2', TIME, async () => {
  const nobody = chat('127.0.0.1:1', '--pseudonym', 'alice');
  assert.equal(await nobody.exited, 1);
  assert.equal(nobody.stderr, 'cosp chat: nobody listens there\n');
  for (const options of [[], ['nowhere'], ['127.0.0.1:77777'], ['1', '--loud'], ['7777']]) {
    assert.equal(await chat(...options).exited, 2, options.join(' '));
  }
  assert.match(chatCommand().helpInformation(), /HOST:PORT/);
});
