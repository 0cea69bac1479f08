import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { adapterCommand } from '../../../reference/client/adapter/command';
import { linesOf } from '../../../reference/client/lines';
import { staged } from '../support/stage';
import { Transpiled } from '../support/transpiled';
import { CommandProcess } from './support/command';

const TIME = { timeout: 30_000 };
const transpiled = Transpiled.make();
const started: CommandProcess[] = [];

after(() => {
  for (const { child } of started) child.kill('SIGKILL');
  transpiled.remove();
});

type Line = Record<string, unknown>;

/** An adapter as the suite sees it. */
class Adapter {
  #id = 0;
  readonly process = CommandProcess.start(transpiled.cosp, ['adapter']);

  constructor() {
    started.push(this.process);
  }

  async line(): Promise<Line> {
    return JSON.parse(await this.process.line()) as Line;
  }

  /** Gives a command, and yields its reply; what comes before that is `events`. */
  async does(command: string, members: Line = {}, events: Line[] = []): Promise<Line> {
    const id = ++this.#id;
    this.process.type(JSON.stringify({ id, command, ...members }));
    for (;;) {
      const line = await this.line();
      if ('event' in line) events.push(line);
      else {
        assert.equal(line.id, id);
        const { id: _, ...reply } = line;
        return reply;
      }
    }
  }

  /** Takes what comes next, in order. */
  async tells(...events: Line[]): Promise<void> {
    for (const event of events) assert.deepEqual(await this.line(), event);
  }

  async joins(port: number, pseudonym: string, others: string[]): Promise<void> {
    assert.deepEqual(await this.does('connect', { host: '127.0.0.1', port }), { ok: true });
    assert.deepEqual(await this.does('register', { pseudonym }), { ok: true });
    await this.tells({ event: 'registered', roster: others });
  }
}

const OK = { ok: true };

staged('the session of the page: a refusal, a roster, messages, and the end', async (stage) => {
  const [alice, bob] = [new Adapter(), new Adapter()];
  const { client, ...hello } = await alice.does('hello', { version: 1 });
  assert.deepEqual(hello, { ok: true, version: 1, unsupported: [] });
  assert.equal((client as Line).language, 'TypeScript');
  await bob.joins(stage.address.port, 'bob', []);
  await alice.does('connect', { host: '127.0.0.1', port: stage.address.port });
  assert.deepEqual(await alice.does('register', { pseudonym: 'bob' }), OK);
  await alice.tells({ event: 'register.refused' });
  assert.deepEqual(await alice.does('register', { pseudonym: 'alice' }), OK);
  await alice.tells({ event: 'registered', roster: ['bob'] });
  await bob.tells({ event: 'joined', pseudonym: 'alice' });
  assert.deepEqual(await bob.does('roster'), { ok: true, roster: ['alice'] });
  assert.deepEqual(await bob.does('broadcast', { text: 'été\n\u2028' }), OK);
  assert.deepEqual(await bob.does('direct', { to: 'alice', fill: 'ab', length: 5 }), OK);
  await alice.tells(
    { event: 'broadcast', from: 'bob', text: 'été\n\u2028' },
    { event: 'direct', from: 'bob', text: 'ababa' },
  );
  const events: Line[] = [];
  assert.deepEqual(await alice.does('disconnect', {}, events), OK);
  assert.deepEqual(events, [{ event: 'disconnected' }]);
  await bob.tells({ event: 'left', pseudonym: 'alice' });
  assert.deepEqual(await bob.does('bye'), OK);
  assert.equal(await bob.process.exited, 0);
  alice.process.end();
  assert.equal(await alice.process.exited, 0);
  assert.equal(alice.process.stderr, '');
});

staged('private connections: asked for, accepted, refused, used, closed', async (stage) => {
  const [alice, bob] = [new Adapter(), new Adapter()];
  await alice.joins(stage.address.port, 'alice', []);
  await bob.joins(stage.address.port, 'bob', ['alice']);
  await alice.tells({ event: 'joined', pseudonym: 'bob' });
  assert.deepEqual(await alice.does('private.request', { to: 'bob' }), OK);
  await bob.tells({ event: 'private.requested', from: 'alice' });
  assert.deepEqual(await bob.does('private.refuse', { from: 'alice' }), OK);
  await alice.tells({ event: 'private.refused', by: 'bob' });
  assert.deepEqual(await alice.does('private.request', { to: 'bob' }), OK);
  await bob.tells({ event: 'private.requested', from: 'alice' });
  assert.deepEqual(await bob.does('private.accept', { from: 'alice' }), OK);
  await alice.tells({ event: 'private.accepted', by: 'bob' }, { event: 'private.open', with: 'bob' });
  await bob.tells({ event: 'private.open', with: 'alice' });
  assert.deepEqual(await alice.does('private.send', { with: 'bob', hex: '00ff0a' }), OK);
  await bob.tells({ event: 'private.data', with: 'alice', length: 3 });
  const sha256 = createHash('sha256')
    .update(Buffer.from([0, 255, 10]))
    .digest('hex');
  const received = { ok: true, length: 3, sha256, hex: '00ff0a' };
  assert.deepEqual(await bob.does('private.received', { with: 'alice' }), received);
  assert.deepEqual(await bob.does('private.send', { with: 'alice', fill: 'xyz', length: 3_000_000 }), OK);
  assert.deepEqual(await bob.does('private.close', { with: 'alice' }), OK);
  for (let last: Line = {}; last.event !== 'private.closed'; last = await alice.line()) {
    assert.ok(last.event === undefined || last.event === 'private.data');
  }
  await bob.tells({ event: 'private.closed', with: 'alice' });
  const all = await alice.does('private.received', { with: 'bob' });
  assert.equal(all.length, 3_000_000);
  assert.equal(all.hex, undefined);
  assert.equal(all.sha256, createHash('sha256').update('xyz'.repeat(1_000_000)).digest('hex'));
  for (const adapter of [alice, bob]) await adapter.does('bye');
});

staged('what cannot be done is told by its kind', async (stage) => {
  const alice = new Adapter();
  const kindOf = async (command: string, members: Line = {}) =>
    ((await alice.does(command, members)).error as Line | undefined)?.kind;
  assert.equal(await kindOf('dance'), 'unsupported');
  assert.equal(await kindOf('register', { pseudonym: 'alice' }), 'io');
  assert.equal(await kindOf('connect', { host: '127.0.0.1', port: 1 }), 'io');
  assert.equal(await kindOf('roster'), 'io');
  await alice.does('connect', { host: '127.0.0.1', port: stage.address.port });
  assert.equal(await kindOf('broadcast', { text: 'early' }), 'refused-locally');
  assert.equal(await kindOf('register', { fill: 'a' }), 'bug');
  await alice.does('register', { pseudonym: 'alice' });
  await alice.tells({ event: 'registered', roster: [] });
  assert.equal(await kindOf('broadcast', { fill: 'a', length: 32_768 }), 'refused-locally');
  assert.equal(await kindOf('direct', { to: 'nobody', text: '?' }), 'refused-locally');
  assert.equal(await kindOf('private.request', { to: 'nobody' }), 'refused-locally');
  assert.equal(await kindOf('private.accept', { from: 'nobody' }), 'refused-locally');
  assert.equal(await kindOf('private.send', { with: 'nobody', hex: '00' }), 'refused-locally');
  alice.process.type('no command');
  assert.equal(await kindOf('broadcast', { fill: 'a', length: 32_767 }), undefined);
  await alice.does('disconnect', {}, []);
  assert.equal(await kindOf('disconnect'), undefined);
  await alice.joins(stage.address.port, 'alice again', []);
  await stage.server.close();
  await alice.tells({ event: 'disconnected' });
  assert.equal(await kindOf('broadcast', { text: 'late' }), 'io');
  assert.equal(await kindOf('disconnect'), undefined);
  alice.process.end();
  assert.equal(await alice.process.exited, 0);
  assert.match(alice.process.stderr, /^cosp adapter: no command: "no command"\n$/);
});

test('over TCP, where the environment says so', TIME, async () => {
  const listener = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  const environment = { COSP_CONTROL: `127.0.0.1:${port}` };
  const adapter = CommandProcess.start(transpiled.cosp, ['adapter'], environment);
  started.push(adapter);
  const [control] = (await once(listener, 'connection')) as [Socket];
  const lines = linesOf(control);
  control.write('{"id":1,"command":"hello","version":2}\n{"id":2,"command":"bye"}\n');
  assert.equal(JSON.parse((await lines.next()).value as string).version, 1);
  assert.deepEqual(JSON.parse((await lines.next()).value as string), { id: 2, ok: true });
  assert.ok((await lines.next()).done);
  control.end();
  assert.equal(await adapter.exited, 0);
  listener.close();
});

test('help and usage', TIME, async () => {
  assert.match(adapterCommand().helpInformation(), /reference client/);
  const wrong = CommandProcess.start(transpiled.cosp, ['adapter', '--loud']);
  assert.equal(await wrong.exited, 2);
  const lost = CommandProcess.start(transpiled.cosp, ['adapter'], { COSP_CONTROL: '127.0.0.1:1' });
  assert.equal(await lost.exited, 1);
  assert.match(lost.stderr, /^cosp adapter: .*ECONNREFUSED/);
});
