import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { DirectWriter } from '../../reference/server/direct-writer';
import { StreamWriter, type Writer, writerFor } from '../../reference/server/writer';
import { connectEnds, type Ends, readAll } from './support/ends';
import { collectGarbage } from './support/memory';

const MIB = 1024 * 1024;
const MORE_THAN_IS_TAKEN = 64 * MIB;

const ends = async (t: TestContext): Promise<Ends> => {
  const connected = await connectEnds();
  t.after(connected.close);
  return connected;
};

const direct = (socket: Socket, onTaken: () => void): Writer => {
  const writer = DirectWriter.for(socket, onTaken);
  assert.ok(writer, 'this Node does not let it');
  return writer;
};
const byStream = (socket: Socket, onTaken: () => void): Writer => new StreamWriter(socket, onTaken);

/** As in a process that has not written yet. */
function loadedAnew(): typeof import('../../reference/server/writer') {
  const paths = ['writer', 'direct-writer'].map((name) => require.resolve(`../../reference/server/${name}`));
  for (const path of paths) delete require.cache[path];
  return require(paths[0] as string);
}

for (const [name, make] of [
  ['past the stream', direct],
  ['by the stream', byStream],
] as const) {
  describe(`a writer ${name}`, { timeout: 20_000 }, () => {
    it('brings what it is given, in its order, and tells when what waited has been taken', async (t) => {
      const { near, far } = await ends(t);
      let told = 0;
      const taken = new Promise<void>((resolve) => {
        const writer = make(near, () => {
          told += 1;
          if (told < 3) writer.write(Buffer.alloc(MORE_THAN_IS_TAKEN, told + 1));
          else resolve();
        });
        writer.write(Buffer.from('short'));
        assert.equal(writer.unsentBytes, 0);
        writer.write(Buffer.from('ly'));
        writer.write(Buffer.alloc(MORE_THAN_IS_TAKEN, 1));
        assert.equal(writer.unsentBytes, MORE_THAN_IS_TAKEN);
      });
      const received = readAll(far);
      await taken;
      near.end();
      const expected = [1, 2, 3].map((byte) => Buffer.alloc(MORE_THAN_IS_TAKEN, byte));
      assert.ok((await received).equals(Buffer.concat([Buffer.from('shortly'), ...expected])));
      assert.equal(told, 3);
    });

    it('keeps the bytes until they have gone, and the end behind them', async (t) => {
      const { near, far } = await ends(t);
      const writer = make(near, () => undefined);
      let last: WeakRef<Buffer> | undefined;
      while (writer.unsentBytes === 0) {
        const bytes = Buffer.alloc(MIB, 7);
        last = new WeakRef(bytes);
        writer.write(bytes);
      }
      near.end();
      await setImmediate(); // what a weak reference was made of or asked for stays until the next turn
      collectGarbage();
      assert.ok(last?.deref(), 'the bytes are left to the garbage collector');
      const received = await readAll(far);
      assert.ok(received.every((byte) => byte === 7));
      assert.equal(received.length % MIB, 0);
    });

    it('closes the socket when its peer has gone, and writes nothing from then on', async (t) => {
      const { near, far } = await ends(t);
      far.resetAndDestroy();
      await once(far, 'close');
      const writer = make(near, () => assert.fail('told of a write that failed'));
      const closed = new Promise((resolve) => near.once('close', resolve)); // `once` does not take an error
      writer.write(Buffer.from('too late'));
      await closed;
      writer.write(Buffer.from('later still'));
      assert.equal(near.destroyed, true);
    });

    it('says how much had not been taken when the socket was closed over it', async (t) => {
      const { near } = await ends(t);
      const writer = make(near, () => assert.fail('told of a write that was given up'));
      writer.write(Buffer.alloc(MORE_THAN_IS_TAKEN));
      const unsent = writer.unsentBytes;
      assert.ok(unsent > 0);
      near.destroy();
      await once(near, 'close');
      assert.ok(near.bytesWritten - writer.unsentBytes <= MORE_THAN_IS_TAKEN - unsent);
    });
  });
}

describe('the writer for a socket', () => {
  it('goes past the stream of plain TCP', async (t) => {
    const { near } = await ends(t);
    assert.ok(writerFor(near, () => undefined) instanceof DirectWriter);
  });

  for (const [why, binding] of [
    [
      'denies access to its inside',
      () => {
        throw new Error('denied');
      },
    ],
    ['has changed its inside', () => ({})],
  ] as const) {
    it(`goes by the stream where Node ${why}`, async (t) => {
      const { near, far } = await ends(t);
      t.mock.method(process as unknown as { binding(): unknown }, 'binding', binding);
      const anew = loadedAnew();
      const writer = anew.writerFor(near, () => undefined);
      assert.ok(writer instanceof anew.StreamWriter);
      writer.write(Buffer.from('all the same'));
      near.end();
      assert.equal((await readAll(far)).toString(), 'all the same');
    });
  }

  it('makes no error of a write that fails, which nobody would look into', async (t) => {
    const { near, far } = await ends(t);
    near.on('error', (error) => assert.fail(error));
    far.resetAndDestroy();
    await once(far, 'close');
    writerFor(near, () => undefined).write(Buffer.from('too late'));
    const [hadError] = await once(near, 'close');
    assert.equal(hadError, false);
  });
});
