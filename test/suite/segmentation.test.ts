import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { cut, SegmentWriter, seededRandom } from '../../suite/segmentation';

describe('cutting into segments', () => {
  const modes = ['whole', 'bytes', 'coalesced', 'random'] as const;

  it('never loses, adds or moves a byte', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000 }),
        fc.constantFrom(...modes),
        fc.integer(),
        (bytes, mode, seed) => {
          const pieces = cut(bytes, mode, seededRandom(seed));
          assert.deepEqual(new Uint8Array(Buffer.concat(pieces)), bytes);
          assert.ok(pieces.every((piece) => piece.length > 0) || bytes.length === 0);
        },
      ),
    );
  });

  it('cuts at every byte up to 512 bytes, and at both ends of what is longer', () => {
    assert.equal(cut(new Uint8Array(512), 'bytes', Math.random).length, 512);
    const long = cut(new Uint8Array(10_000), 'bytes', Math.random).map((piece) => piece.length);
    assert.deepEqual(long.slice(0, 256), Array(256).fill(1));
    assert.deepEqual(long.slice(-256), Array(256).fill(1));
    assert.equal(Math.max(...long), 1024);
  });

  it('cuts the same way for the same seed, and otherwise for another', () => {
    const lengths = (seed: number): number[] =>
      cut(new Uint8Array(2000), 'random', seededRandom(seed)).map((piece) => piece.length);
    assert.deepEqual(lengths(7), lengths(7));
    assert.notDeepEqual(lengths(7), lengths(8));
  });
});

describe('the writer', () => {
  /** What arrives of `act`, over a real connection, until the writer's side is closed. */
  async function sent(
    mode: 'whole' | 'bytes' | 'coalesced' | 'random',
    act: (w: SegmentWriter, s: Socket) => void,
  ): Promise<string> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const received = new Promise<string>((resolve) => {
      server.once('connection', (socket) => {
        let all = '';
        socket.on('data', (chunk) => {
          all += chunk;
        });
        socket.on('end', () => {
          socket.end();
          resolve(all);
        });
      });
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const writer = new SegmentWriter(socket, mode, seededRandom(1));
    act(writer, socket);
    writer.afterWrites(() => socket.end());
    const all = await received;
    server.close();
    return all;
  }

  for (const mode of ['whole', 'bytes', 'coalesced', 'random'] as const) {
    it(`sends everything in order before what comes after the writes (${mode})`, async () => {
      const text = await sent(mode, (writer) => {
        writer.write(Buffer.from('first,'));
        writer.write(Buffer.from('second,'));
        writer.write(Buffer.from('third'));
      });
      assert.equal(text, 'first,second,third');
    });
  }

  it('holds everything back until it is flushed when coalescing', () => {
    const written: string[] = [];
    const socket = {
      writable: true,
      write: (bytes: Buffer) => written.push(bytes.toString()),
    } as unknown as Socket;
    const writer = new SegmentWriter(socket, 'coalesced', Math.random);
    writer.write(Buffer.from('a'));
    writer.write(Buffer.from('b'));
    assert.deepEqual(written, []);
    writer.flush();
    assert.deepEqual(written, ['ab']);
  });
});
