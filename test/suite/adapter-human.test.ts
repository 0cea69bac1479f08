import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { CommandFailed, RefusedLocally } from '../../suite/adapter';
import { HumanAdapter } from '../../suite/adapter/human-adapter';
import { Prompter } from '../../suite/adapter/prompter';
import { AdapterFault, Unsupported } from '../../suite/judgement';

/** An adapter in the hands of somebody who gives these answers; `said` is what is put before them. */
async function personWho(...answers: string[]): Promise<{ adapter: HumanAdapter; said: () => string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  let said = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const adapter = new HumanAdapter(new Prompter(input, output));
  await adapter.start();
  input.end(answers.map((answer) => `${answer}\n`).join(''));
  return { adapter, said: () => said };
}

describe('a client in the hands of a person', () => {
  it('does what the person is told', async () => {
    const { adapter, said } = await personWho('', '', '', '');
    await adapter.command('connect', { host: '127.0.0.1', port: 40_123 });
    await adapter.command('register', { pseudonym: 'al\x1b[2Jice' });
    await adapter.command('direct', { to: 'bob', fill: 'abc', length: 70_000 });
    await adapter.command('private.send', { with: 'bob', hex: '00ff' });
    assert.match(said(), /DO {4}start your client, and let it connect to 127\.0\.0\.1 port 40123/);
    assert.match(said(), /ask for the pseudonym "al\\u\{1b\}\[2Jice"/);
    assert.match(said(), /write to "bob" alone: 70000 bytes of "abc" again and again/);
    assert.match(said(), /to|with "bob": the bytes 00ff/);
  });

  it('cannot do everything', async () => {
    const { adapter } = await personWho('s', 'r', 'f');
    await assert.rejects(adapter.command('private.request', { to: 'bob' }), Unsupported);
    await assert.rejects(adapter.command('direct', { to: 'nobody', text: 'a' }), RefusedLocally);
    await assert.rejects(adapter.command('broadcast', { text: 'a' }), CommandFailed);
    await assert.rejects(adapter.command('private.received', { with: 'bob' }), Unsupported);
  });

  it('shows what the person sees', async () => {
    const { adapter, said } = await personWho('y', 'what?', '', 'n', 's', 'bob, carol,', '');
    const joined = { event: 'joined' as const, pseudonym: 'bob' };
    assert.deepEqual(await adapter.expect(joined), joined);
    const message = { event: 'broadcast' as const, from: 'bob', text: 'hi' };
    assert.deepEqual(await adapter.expect(message), message);
    assert.equal(await adapter.expect(message), undefined);
    await assert.rejects(adapter.expect({ event: 'absent' }), Unsupported);
    assert.deepEqual(await adapter.command('roster'), { roster: ['bob', 'carol'] });
    assert.deepEqual(await adapter.command('roster'), { roster: [] });
    assert.match(said(), /SEE {3}does the client show that "bob" has come\? \[y\/n\/s\] SEE/);
    assert.match(said(), /please answer y, n, s/);
    assert.match(said(), /a message to everybody from "bob": "hi"/);
  });

  it('is asked for what nobody has asked for', async () => {
    const { adapter } = await personWho('x', 'o', 'e', 'd', '', 'o bob', 'c bob');
    const { events } = adapter;
    const shows = (name: string) => () => events.find(({ event }) => event === name);
    assert.deepEqual(await adapter.until(shows('disconnected')), { event: 'disconnected' });
    assert.deepEqual(events.splice(0), [{ event: 'error', message: '' }, { event: 'disconnected' }]);
    assert.equal(await adapter.until(shows('disconnected')), undefined);
    assert.deepEqual(await adapter.until(shows('private.closed')), { event: 'private.closed', with: 'bob' });
    assert.equal(events.length, 2);
  });

  it('is ended between two scenarios', async () => {
    const { adapter, said } = await personWho('');
    adapter.events.push({ event: 'absent' });
    await adapter.reset();
    assert.deepEqual(adapter.events, []);
    assert.match(said(), /end your client/);
    await adapter.stop();
    assert.equal(adapter.running, false);
  });

  it('is at fault when nobody is there', async () => {
    const { adapter } = await personWho();
    await assert.rejects(adapter.command('connect', { host: '127.0.0.1', port: 1 }), AdapterFault);
  });
});
