import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { createAdapter } from '../../suite/adapter';
import { Conversation } from '../../suite/conversation';
import { Unsupported } from '../../suite/judgement';

const ADAPTERS = path.join(__dirname, 'fixtures', 'adapters');
const TIMEOUT = 2_000;

function adapterFor(script: string) {
  const command = `"${process.execPath}" "${path.join(ADAPTERS, script)}"`;
  return createAdapter({ kind: 'adapter', command, control: { way: 'stdio' } }, TIMEOUT);
}

describe('an adapter that keeps the protocol', () => {
  const adapter = adapterFor('good.js');
  afterEach(() => adapter.stop());

  it('says who it is, and is gone after stop', async () => {
    assert.equal(adapter.running, false);
    await adapter.start();
    assert.equal(adapter.running, true);
    assert.deepEqual(adapter.about, { name: 'good', language: 'JavaScript' });
    assert.equal(adapter.state().state, 'running');
    await adapter.stop();
    assert.equal(adapter.running, false);
    assert.equal(adapter.state().detail, 'exited with code 0');
  });

  it('takes commands, and shows events', async () => {
    await adapter.start();
    const conversation = new Conversation();
    adapter.setConversation(conversation);
    await adapter.command('connect', { host: '127.0.0.1', port: 1 });
    await adapter.command('register', { pseudonym: 'alice' });
    const event = { event: 'registered' as const, roster: ['alice', 'é😀'] };
    assert.deepEqual(await adapter.expect(event), event);
    assert.deepEqual(await adapter.command('roster'), { roster: ['bob', 'carol'] });
    assert.deepEqual(
      conversation.entries().map(({ peer, direction, summary }) => [peer, direction, summary]),
      [
        'command connect {"host":"127.0.0.1","port":1}',
        'reply to connect: ok',
        'command register "alice"',
        'reply to register: ok',
        'event registered ["alice","é😀"]',
        'command roster',
        'reply to roster: ok ["bob","carol"]',
      ].map((summary) => ['adapter', 'event', summary]),
    );
  });

  it('goes on after a reset, on the same process, without events of before', async () => {
    await adapter.start();
    const { description } = adapter.state();
    await adapter.command('connect', { host: '127.0.0.1', port: 1 });
    await adapter.command('register', { pseudonym: 'alice' });
    await adapter.reset();
    assert.deepEqual(adapter.events, []);
    assert.equal(adapter.running, true);
    assert.equal(adapter.state().description, description);
  });

  it('is not told what it declares not to support', async () => {
    await adapter.start();
    await assert.rejects(adapter.command('private.request', { to: 'bob' }), Unsupported);
    await assert.rejects(adapter.command('direct', { to: 'bob', text: 'hi' }), (error: Error) => {
      assert.ok(error instanceof Unsupported);
      return error.message.includes('"kind":"unsupported"');
    });
  });
});
