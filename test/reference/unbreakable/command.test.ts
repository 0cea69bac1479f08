import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { Member } from '../../../tools/support/member';
import { encodeBroadcastRequest, encodePrivateAccept, encodePrivateRequest } from '../../../wire';
import { ServeProcess } from '../support/command';
import { Transpiled } from '../support/transpiled';

const TIME = { timeout: 120_000 };
const transpiled = Transpiled.make();
const started: ServeProcess[] = [];

function serve(...options: string[]): ServeProcess {
  const server = ServeProcess.start(transpiled.cosp, options);
  started.push(server);
  return server;
}

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
});

for (const [what, host, where] of [
  ['an IPv6 address', '::1', '[::1]:'],
  ['all addresses', undefined, 'port '],
] as const) {
  test(`a port in use on ${what} is one line and exit code 1`, TIME, async (context) => {
    const other = createServer();
    try {
      await once(other.listen(0, host), 'listening');
    } catch {
      context.skip('no IPv6 on this machine');
      return;
    }
    const { port } = other.address() as { port: number };
    const server = serve(...(host === undefined ? [] : ['--host', host]), '--port', `${port}`);
    assert.equal(await server.exited, 1);
    assert.equal(
      server.stderr,
      `cosp serve: cannot listen on ${where}${port}: the port is in use (EADDRINUSE)\n`,
    );
    assert.equal(server.stdout, '');
    other.close();
  });
}

/** Sends broadcasts as fast as they are taken, until the connection ends. */
function flood({ socket }: Member): void {
  const burst = Buffer.concat(Array.from({ length: 100 }, () => encodeBroadcastRequest('x'.repeat(1_000))));
  const more = (): void => {
    while (!socket.destroyed && !socket.writableEnded && socket.write(burst));
  };
  socket.on('drain', more);
  more();
}

test(
  'SIGTERM under load: who reads gets its end, who does not is not waited for, exit code 0',
  TIME,
  async (context) => {
    const server = serve(
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--closing-timeout',
      '3s', // enough for readers on a machine that is busy with something else; those that do not read cost it all
      '--log-format',
      'none',
    );
    const { port } = await server.listening();
    const names = (kind: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${kind} ${index}`);
    const joinAll = (pseudonyms: readonly string[]): Promise<Member[]> =>
      Promise.all(pseudonyms.map((pseudonym) => Member.join({ port }, pseudonym)));
    const [readers, sleepers, senders] = [
      await joinAll(names('reader', 10)),
      await joinAll(names('sleeper', 5)),
      await joinAll(names('sender', 4)),
    ];
    const silent = await Promise.all(
      names('silent', 20).map((pseudonym) => Member.connect({ port }, pseudonym)),
    );
    // A private connection that nobody connects for, and whose time is not over.
    readers[0]?.socket.write(encodePrivateRequest(5_000, 1));
    await readers[0]?.fence();
    readers[1]?.socket.write(encodePrivateAccept(5_001, 0));
    await readers[1]?.fence();
    for (const { socket } of sleepers) socket.pause();
    for (const sender of senders) flood(sender);
    const enough = 5_000;
    while (readers.some(({ frames }) => frames < enough))
      await Promise.all(readers.map((reader) => reader.fence()));

    const began = performance.now();
    server.child.kill('SIGTERM');
    assert.equal(await server.exited, 0);
    context.diagnostic(`closed within ${(performance.now() - began).toFixed(0)} ms`);
    const members = [...readers, ...silent];
    await Promise.all(members.map((member) => member.lost));
    assert.deepEqual(new Set(members.map(({ over }) => over)), new Set(['ended']));
    for (const { socket } of [...sleepers, ...senders]) socket.destroy();
  },
);
