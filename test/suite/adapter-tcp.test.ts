import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { createAdapter } from '../../suite/adapter';
import { ControlPort } from '../../suite/adapter/control-port';
import { ProgramAdapter } from '../../suite/adapter/program-adapter';
import { TcpChannel } from '../../suite/adapter/tcp-channel';
import { AdapterFault } from '../../suite/judgement';
import { OutputTail } from '../../suite/target/output-tail';

const SCRIPT = path.join(__dirname, 'fixtures', 'adapters', 'tcp.js');
const NODE = `"${process.execPath}"`;
const FREE = { way: 'tcp' as const, port: 0 };

describe('an adapter that dials in', () => {
  for (const [how, command] of [
    ['at the address in its environment', `${NODE} "${SCRIPT}"`],
    ['at the address in its command', `${NODE} "${SCRIPT}" {control}`],
  ] as const) {
    it(`${how}, is started anew when it has ended`, async () => {
      const adapter = createAdapter({ kind: 'adapter', command, control: FREE }, 5_000);
      await adapter.start();
      const event = { event: 'registered' as const, roster: ['alice'] };
      await adapter.command('register', { pseudonym: 'alice' });
      assert.deepEqual(await adapter.expect(event), event);
      await assert.rejects(
        adapter.command('broadcast', { text: 'hello' }),
        /^AdapterFault: the adapter closed its connection before it answered "broadcast"$/,
      );
      assert.equal(adapter.running, false);
      await adapter.start();
      await adapter.command('roster');
      await adapter.stop();
    });
  }

  it('must not end before', async () => {
    const adapter = createAdapter({ kind: 'adapter', command: 'echo oh >&2; exit 3', control: FREE }, 5_000);
    await assert.rejects(
      adapter.start(),
      /the adapter exited with code 3 before it connected to 127\.0\.0\.1:\d+$/,
    );
    assert.deepEqual(adapter.state().stderr, ['oh']);
    await adapter.stop();
  });

  it('needs a port that nobody has', async () => {
    const port = new ControlPort(0);
    await port.listen();
    const taken = { way: 'tcp' as const, port: Number(port.address.split(':')[1]) };
    const adapter = createAdapter({ kind: 'adapter', control: taken }, 5_000);
    await assert.rejects(adapter.start(), (error: Error) => {
      assert.ok(error instanceof AdapterFault);
      return /cannot listen on port \d+ of 127\.0\.0\.1 .*: something listens there already/.test(
        error.message,
      );
    });
  });
});

describe('an adapter that somebody else starts', () => {
  const started: ChildProcess[] = [];
  after(() => {
    for (const child of started) child.kill('SIGKILL');
  });

  /** Waits for an adapter, and starts one as soon as the address is told. */
  function byHand(): ProgramAdapter {
    const port = new ControlPort(0);
    const announce = (address: string): void => {
      started.push(spawn(process.execPath, [SCRIPT, address]));
    };
    const open: ConstructorParameters<typeof ProgramAdapter>[0] = (listener) =>
      TcpChannel.await(port, announce, listener);
    return new ProgramAdapter(open, new OutputTail(), 5_000, 'by hand');
  }

  it('is waited for, at the same address again when it has ended', async () => {
    const adapter = byHand();
    await adapter.start();
    const { description } = adapter.state();
    assert.match(description, /^the adapter at 127\.0\.0\.1:\d+$/);
    await assert.rejects(adapter.command('broadcast', { text: 'hello' }), /closed its connection/);
    await adapter.start();
    assert.equal(adapter.state().description, description);
    await adapter.stop();
  });

  it('is the only one', async () => {
    const adapter = byHand();
    await adapter.start();
    const [, port] = adapter.state().description.split('127.0.0.1:');
    const second = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => second.once('close', resolve));
    await adapter.command('roster');
    await adapter.stop();
  });
});
