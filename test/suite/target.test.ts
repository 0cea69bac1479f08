import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { ExecTarget } from '../../suite/target/exec-target';
import { OutputTail } from '../../suite/target/output-tail';
import { claimPrivatePort, tryReserve } from '../../suite/target/ports';
import { tryConnect } from '../../suite/target/try-connect';

const LISTEN = `require('node:net').createServer().listen(process.argv[1], '127.0.0.1')`;
const node = (script: string): string => `"${process.execPath}" -e "${script}" {port}`;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a server that the suite starts', () => {
  it('is ready when its port accepts, and gone after stop', async () => {
    const target = new ExecTarget({ command: node(LISTEN), host: '127.0.0.1' }, 1000);
    await target.start();
    assert.equal(target.running, true);
    assert.equal(await tryConnect('127.0.0.1', target.port, 1000), undefined);
    await target.stop();
    assert.equal(await tryConnect('127.0.0.1', target.port, 1000), 'ECONNREFUSED');
  });

  it('is ended with everything that it started', async () => {
    const target = new ExecTarget(
      { command: `sleep 600 & echo $! >&2; ${node(LISTEN)}`, host: '127.0.0.1' },
      1000,
    );
    await target.start();
    const child = Number(target.state().stderr[0]);
    assert.ok(alive(child));
    await target.stop();
    // The child is init's now; it is gone once init has taken note, which the kernel does by itself.
    assert.ok(!alive(child) || /^State:\s+Z/m.test(statusOf(child)));
  });

  it('is reached on the port that it always takes', async () => {
    const { port, release, giveUp } = await claimPrivatePort('127.0.0.1');
    const target = new ExecTarget({ command: node(LISTEN), host: '127.0.0.1', port }, 1000);
    await assert.rejects(target.start(), /something listens on port \d+ of 127\.0\.0\.1 already/);
    assert.equal(target.state().state, 'not-started');
    await release();
    await target.start();
    assert.equal(target.port, port);
    await target.stop();
    await giveUp();
  });

  it('says so when it exits at once, with what it printed', async () => {
    const target = new ExecTarget(
      { command: 'echo no such class >&2; exit 3 # {port}', host: '127.0.0.1' },
      1000,
    );
    await assert.rejects(target.start(), /exited with code 3 before it listened on port \d+/);
    assert.equal(target.state().state, 'not-started');
    assert.deepEqual(target.state().stderr, ['no such class']);
  });

  it('says so with what is printed last, also by what it leaves behind', async () => {
    const afterwards = 'leader=$$; (while kill -0 $leader 2>/dev/null; do :; done; echo last words >&2) &';
    const target = new ExecTarget({ command: `${afterwards} exit 3 # {port}`, host: '127.0.0.1' }, 1000);
    await assert.rejects(target.start(), /exited with code 3/);
    assert.deepEqual(target.state().stderr, ['last words']);
  });

  it('notices when it dies later', async () => {
    const script = `require('node:net').createServer((s) => process.exit(7)).listen(process.argv[1], '127.0.0.1')`;
    const target = new ExecTarget({ command: `sleep 0; ${node(script)}`, host: '127.0.0.1' }, 1000);
    await target.start();
    connect(target.port, '127.0.0.1').on('error', () => {});
    await target.ended(5000);
    assert.equal(target.running, false);
    assert.match(target.state().detail ?? '', /exited with code 7/);
  });
});

function statusOf(pid: number): string {
  try {
    return require('node:fs').readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return 'State: Z';
  }
}

describe('what a target prints', () => {
  it('keeps the end of it, bounded', () => {
    const tail = new OutputTail();
    for (let i = 0; i < 10_000; i++) tail.add(Buffer.from(`${'x'.repeat(1000)} ${i}\n`));
    assert.ok(tail.text().length <= 130_000);
    assert.equal(tail.lines().length, 40);
    assert.ok(tail.lines().every((line) => line.length <= 400));
  });

  it('is nothing after clear', () => {
    const tail = new OutputTail();
    tail.add(Buffer.from('old'));
    tail.clear();
    assert.deepEqual(tail.lines(), []);
  });
});

describe('a claimed port', () => {
  /** What claims ports in another run, which begins its search at the same place. */
  function anotherRun(): typeof import('../../suite/target/ports') {
    delete require.cache[require.resolve('../../suite/target/ports')];
    return require('../../suite/target/ports');
  }

  it('is nobody else’s until it is released, and names who connected to it', async () => {
    const claimed = await claimPrivatePort('127.0.0.1');
    const other = await claimPrivatePort('127.0.0.1');
    assert.notEqual(claimed.port, other.port);
    assert.equal(await tryConnect('127.0.0.1', claimed.port, 1000), undefined);
    while (claimed.callers.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await claimed.release();
    await claimed.release();
    for (const one of [claimed, other]) await one.giveUp();
    assert.equal(claimed.callers.length, 1);
    assert.equal(await tryConnect('127.0.0.1', claimed.port, 1000), 'ECONNREFUSED');
  });

  for (const host of ['127.0.0.1', '::1', 'localhost'])
    it(`is not found free by another run before a server listens there: ${host}`, async (t) => {
      t.mock.method(Math, 'random', () => 0.5);
      const one = await anotherRun().claimServerPort(host);
      const other = await anotherRun().claimServerPort(host);
      assert.notEqual(one.port, other.port);
      const server = await tryReserve(one.port, host);
      assert.ok(server, 'the server can listen there');
      await server.release();
      await one.giveUp();
      const again = await anotherRun().claimServerPort(host);
      assert.equal(again.port, one.port, 'it is given up with the server');
      for (const claim of [other, again]) await claim.giveUp();
    });

  it('is not found free by another run while a private connection is opened from it', async (t) => {
    t.mock.method(Math, 'random', () => 0.5);
    const one = await anotherRun().claimPrivatePort('127.0.0.1');
    await one.release();
    const other = await anotherRun().claimPrivatePort('127.0.0.1');
    assert.notEqual(one.port, other.port);
    for (const claim of [one, other]) await claim.giveUp();
  });
});
