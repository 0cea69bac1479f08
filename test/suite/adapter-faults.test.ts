import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { type Adapter, CommandFailed, createAdapter, RefusedLocally } from '../../suite/adapter';
import { AdapterFault, Unsupported } from '../../suite/judgement';

const ADAPTERS = path.join(__dirname, 'fixtures', 'adapters');

function adapterFor(script: string, timeout: number): Adapter {
  const command = `"${process.execPath}" "${path.join(ADAPTERS, script)}.js"`;
  return createAdapter({ kind: 'adapter', command, control: { way: 'stdio' } }, timeout);
}

/** What goes wrong when the adapter is told to write `text` to everybody, up to the end of the scenario. */
async function faultOf(adapter: Adapter, text = 'hello'): Promise<string> {
  try {
    if (!adapter.running) await adapter.start();
    await adapter.command('connect', { host: '127.0.0.1', port: 1 });
    await adapter.command('broadcast', { text });
    await adapter.reset();
  } catch (error) {
    assert.ok(error instanceof AdapterFault, String(error));
    return error.message;
  }
  return 'none';
}

/** Each with what is said of it. */
const FAULTS: Record<string, RegExp> = {
  'garbage-between': /^the adapter wrote a line that is no JSON object: DEBUG: sending hello$/,
  crashes: /^the adapter exited with code 3 before it answered "broadcast"$/,
  'crashes-in-a-line':
    /^the adapter exited with code 1 before it answered "broadcast": \{"id":4,"ok":tr \(without a line feed\)$/,
  orphan: /^the adapter exited with code 4 before it answered "broadcast"$/,
  'answers-twice': /^the adapter answered command 4 a second time: \{"id":4,"ok":true\}$/,
  'answers-another':
    /^the adapter answered a command that was never sent \(id 4711\): \{"id":4711,"ok":true\}$/,
  'invalid-utf8':
    /^the adapter wrote a line that is no UTF-8: \{"event":"broadcast","from":"bob","text":"caf\ufffd"\}$/,
  'endless-line': /^the adapter wrote a line of more than 8 MiB: x{400}…$/,
};

describe('an adapter that breaks the protocol', { concurrency: 2 }, () => {
  for (const [script, fault] of Object.entries(FAULTS)) {
    it(`${script} is at fault, and is given a fresh process for the next scenario`, async () => {
      const adapter = adapterFor(script, 5_000);
      assert.match(await faultOf(adapter), fault);
      assert.equal(adapter.running, false);
      const before = adapter.state().description;
      await adapter.start();
      assert.notEqual(adapter.state().description, before);
      assert.deepEqual(await adapter.command('roster'), { roster: ['bob', 'carol'] });
      await adapter.stop();
    });
  }

  it('hangs is at fault after the time-out', async () => {
    const adapter = adapterFor('hangs', 300);
    assert.equal(await faultOf(adapter), 'the adapter did not answer "broadcast" within 0.3 s');
    await adapter.start();
    await adapter.command('roster');
    await adapter.stop();
  });

  it('forgets-the-end is at fault at the end of the scenario', async () => {
    const adapter = adapterFor('forgets-the-end', 300);
    assert.match(await faultOf(adapter), /has taken "disconnect", but there was no event "disconnected"/);
    assert.equal(adapter.running, false);
    await adapter.stop();
  });

  it('is told with what it printed to standard error', async () => {
    const adapter = adapterFor('crashes', 5_000);
    await faultOf(adapter);
    const { state, detail, stderr } = adapter.state();
    assert.deepEqual([state, detail], ['exited', 'exited with code 3']);
    assert.deepEqual(stderr, ['Exception in thread "main"']);
    await adapter.stop();
  });

  it('may print megabytes to standard error', async () => {
    const adapter = adapterFor('noisy', 5_000);
    assert.equal(await faultOf(adapter), 'none');
    assert.equal(adapter.state().stderr.at(-1), 'the last line');
    adapter.markScenario();
    assert.deepEqual(adapter.state().stderr, []);
    await adapter.stop();
  });
});

describe('an adapter that does not come up', () => {
  const starts: Record<string, RegExp> = {
    banner: /^the adapter wrote a line that is no JSON object: My client 1\.0 is ready\.$/,
    'exits-at-once': /^the adapter exited with code 1 before it answered "hello"$/,
    'ok-to-unknown':
      /must answer a command that it does not know .* "unsupported", not so: \{"id":2,"ok":true\}$/,
    'another-version': /speaks version 2 of the adapter protocol, the suite version 1; .*: \{"id":1,/,
  };
  for (const [script, fault] of Object.entries(starts)) {
    it(`${script} is told why`, async () => {
      const adapter = adapterFor(script, 5_000);
      await assert.rejects(adapter.start(), (error: Error) => {
        assert.ok(error instanceof AdapterFault);
        assert.match(error.message, fault);
        return true;
      });
      assert.equal(adapter.running, false);
      await adapter.stop();
    });
  }

  it('is not tried more than three times', async () => {
    const adapter = adapterFor('exits-at-once', 5_000);
    for (let attempt = 1; attempt <= 3; attempt++) await assert.rejects(adapter.start());
    const { description } = adapter.state();
    await assert.rejects(adapter.start(), /exited with code 1 before it answered "hello"/);
    assert.equal(adapter.state().description, description);
  });
});

describe('a line that does not fit the schema', () => {
  const adapter = adapterFor('misspells', 5_000);
  afterEach(() => adapter.stop());
  const lines: Record<string, RegExp> = {
    'an event that there is not': /there is no event "brodcast"\): \{"event":"brodcast"/,
    'an event without a member': /schema \(it lacks "from"\): \{"event":"broadcast"/,
    'a member of the wrong type': /schema \("length" must be integer\): \{"event":"private\.data"/,
    'no object': /no JSON object: \[1,2\]$/,
    'neither reply nor event': /neither a reply \(no "id"\) nor an event: \{"ok":true\}$/,
    'a reply with both':
      /reply to "broadcast" does not fit the schema \(it has both "ok" and "error"\): \{"id":4/,
    'a kind that there is not':
      /"error\.kind" must be equal .*: unsupported, refused-locally, io, bug\): \{"id":4/,
  };
  for (const [text, fault] of Object.entries(lines)) {
    it(`${text} is at fault`, async () => assert.match(await faultOf(adapter, text), fault));
  }

  it('a reply of the wrong form is at fault', async () => {
    await adapter.start();
    await assert.rejects(
      adapter.command('roster'),
      /reply to "roster" .* \("roster" must be array\): \{"id":3/,
    );
    await adapter.start();
    await assert.rejects(adapter.command('private.received', { with: 'bob' }), /\(it lacks "hex"\): /);
  });
});

describe('a reply that says why not', () => {
  const adapter = adapterFor('refuses', 5_000);
  afterEach(() => adapter.stop());
  const kinds = {
    unsupported: [
      Unsupported,
      /^the adapter does not support "broadcast": \{"id":3,"error":\{"kind":"unsupported"/,
    ],
    'refused-locally': [RefusedLocally, /^because of refused-locally$/],
    io: [CommandFailed, /^because of io$/],
    bug: [
      AdapterFault,
      /^"broadcast" met a bug in the client or its adapter: \{"id":3,"error":\{"kind":"bug"/,
    ],
  } as const;
  for (const [kind, [type, message]] of Object.entries(kinds)) {
    it(`${kind} is told as such`, async () => {
      await adapter.start();
      await assert.rejects(adapter.command('broadcast', { text: kind }), (error: Error) => {
        assert.ok(error instanceof type);
        assert.match(error.message, message);
        return true;
      });
      assert.equal(adapter.running, kind !== 'bug');
    });
  }
});
