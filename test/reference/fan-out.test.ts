import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { FanOut } from '../../reference/server/fan-out';
import { Outbox } from '../../reference/server/outbox';
import { type Writer, writerFor } from '../../reference/server/writer';

const MAX_TURN_BYTES = 64 * 1024;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An outbox on a real socket, that keeps what each write was. */
class Recipient {
  readonly writes: string[] = [];
  readonly outbox: Outbox;

  constructor(socket: Socket) {
    const ignore = (): void => undefined;
    this.outbox = new Outbox(socket, ignore, (...of) => this.#noting(writerFor(...of)));
  }

  #noting(writer: Writer): Writer {
    const write = writer.write.bind(writer);
    writer.write = (bytes) => {
      this.writes.push(bytes.toString());
      write(bytes);
    };
    return writer;
  }
}

describe('fan-out', () => {
  const listener = createServer((socket) => socket.resume());
  const sockets: Socket[] = [];

  async function recipients(fanOut: FanOut, count: number): Promise<Recipient[]> {
    const { port } = listener.address() as { port: number };
    const added: Recipient[] = [];
    for (let index = 0; index < count; index += 1) {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      await once(socket, 'connect');
      const recipient = new Recipient(socket);
      fanOut.add(recipient.outbox);
      added.push(recipient);
    }
    return added;
  }

  before(async () => {
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
  });

  after(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });

  it('writes once for each socket and turn, in the order of sending', async () => {
    const fanOut = new FanOut(MAX_TURN_BYTES);
    const [a, b, c] = (await recipients(fanOut, 3)) as [Recipient, Recipient, Recipient];
    fanOut.toAllExcept(a.outbox, Buffer.from('1'), 'now');
    fanOut.toOne(b.outbox, Buffer.from('2'));
    fanOut.toAllExcept(c.outbox, Buffer.from('3'), 'now');
    fanOut.toAllExcept(b.outbox, Buffer.from('4'), 'soon');
    assert.deepEqual([a.writes, b.writes, c.writes], [[], [], []]);
    await nextTurn();
    assert.deepEqual([a.writes, b.writes, c.writes], [['34'], ['123'], ['14']]);
    fanOut.toOne(a.outbox, Buffer.from('5'));
    await nextTurn();
    assert.deepEqual([a.writes, b.writes, c.writes], [['34', '5'], ['123'], ['14']]);
  });

  it('does not reach who was removed', async () => {
    const fanOut = new FanOut(MAX_TURN_BYTES);
    const [a, b] = (await recipients(fanOut, 2)) as [Recipient, Recipient];
    fanOut.remove(b.outbox);
    fanOut.toAllExcept(a.outbox, Buffer.from('1'), 'now');
    fanOut.toAllExcept(b.outbox, Buffer.from('2'), 'now');
    await nextTurn();
    assert.deepEqual([a.writes, b.writes], [['2'], []]);
  });

  it('closes a turn early that brings together too much', async () => {
    const fanOut = new FanOut(10);
    const [a] = (await recipients(fanOut, 1)) as [Recipient];
    for (const text of ['four', 'four', 'four']) fanOut.toOne(a.outbox, Buffer.from(text));
    assert.deepEqual(a.writes, ['fourfourfour']);
  });

  it('gathers what storms, and lets it go before anything else for the same client', async (t) => {
    // A turn may take longer than the delay where the machine is busy, so the time stands still.
    const now = performance.now();
    t.mock.method(performance, 'now', () => now);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const fanOut = new FanOut(MAX_TURN_BYTES);
    const all = await recipients(fanOut, 40); // as many as make the delay 1 ms
    const [a, b] = all as [Recipient, Recipient];
    fanOut.toAllExcept(a.outbox, Buffer.from('1'), 'soon');
    await nextTurn();
    assert.deepEqual(b.writes, ['1'], 'the first does not wait');
    fanOut.toAllExcept(a.outbox, Buffer.from('2'), 'soon');
    await nextTurn();
    fanOut.toAllExcept(a.outbox, Buffer.from('3'), 'soon');
    fanOut.toOne(all[2]?.outbox ?? a.outbox, Buffer.from('!'));
    await nextTurn();
    assert.deepEqual(all[2]?.writes, ['1', '23!']);
    assert.deepEqual(b.writes, ['1']);
    t.mock.timers.tick(1);
    assert.deepEqual(b.writes, ['1', '23']);
    assert.deepEqual(a.writes, []);
  });
});
