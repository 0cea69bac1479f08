import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { type CospServer, createCospServer } from '../../reference/server';
import { play, SKIPPED } from './support';

/** Plays against a reference server in this process, which counts too. */
async function withReference(check: (server: CospServer, port: number) => Promise<void>): Promise<void> {
  const server = createCospServer({ host: '127.0.0.1', port: 0 });
  const { port } = await server.listen();
  try {
    await check(server, port);
  } finally {
    await server.close();
  }
}

describe('load generator: counts what the reference server counts', { skip: SKIPPED }, () => {
  for (const window of ['1', '40'])
    it(`broadcast, a window of ${window}`, () =>
      withReference(async (server, port) => {
        const args = ['--scenario', 'broadcast', '--clients', '7', '--senders', '3', '--window', window];
        const { deliveries = 0, expected, delivered = 0 } = await play('cosp', port, ...args);
        const { requests, deliveries: sent } = server.totals();
        assert.ok(deliveries > 0 && deliveries < delivered, `${deliveries} of ${delivered}`);
        assert.equal(delivered, expected);
        assert.equal(delivered, sent.broadcast);
        assert.equal(delivered, requests.broadcast * 6);
      }));

  it('messages to one client, long ones too', () =>
    withReference(async (server, port) => {
      const args = ['--scenario', 'direct', '--clients', '5', '--window', '9', '--text', '32767'];
      const { expected, delivered } = await play('cosp', port, ...args);
      const { direct, absent } = server.totals().deliveries;
      assert.ok(direct > 0);
      assert.deepEqual([expected, delivered, absent], [direct, direct, 0]);
    }));

  it('joins and departures', () =>
    withReference(async (server, port) => {
      const args = ['--scenario', 'joins', '--clients', '5', '--joiners', '4'];
      const { joins = 0, expected, delivered = 0 } = await play('cosp', port, ...args);
      assert.ok(joins > 0 && joins < delivered, `${joins} of ${delivered}`);
      assert.equal(delivered, expected);
      assert.equal(delivered, server.totals().joined - 5);
    }));

  it('bytes of private connections', () =>
    withReference(async (server, port) => {
      const {
        bytes = 0,
        expected,
        delivered,
      } = await play('cosp', port, '--scenario', 'relay', '--pairs', '3');
      const { relaysOpened, relayedBytes } = server.totals();
      assert.ok(bytes > 0);
      assert.deepEqual([expected, delivered, relaysOpened], [relayedBytes, relayedBytes, 3]);
    }));

  it('messages at a rate, with latencies in order', () =>
    withReference(async (server, port) => {
      const args = ['--scenario', 'latency', '--clients', '4', '--senders', '2', '--rate', '500'];
      const { expected, delivered, p50 = 0, p99 = 0, p999 = 0 } = await play('cosp', port, ...args);
      // 500 a second for 0.05 s and 0.1 s
      assert.deepEqual([expected, delivered, server.totals().requests.broadcast], [225, 225, 75]);
      assert.ok(p50 > 0 && p50 <= p99 && p99 <= p999, `${p50} ${p99} ${p999}`);
    }));

  it('idle clients', () =>
    withReference(async (server, port) => {
      const { clients } = await play('cosp', port, '--scenario', 'idle', '--clients', '30');
      assert.deepEqual([clients, server.totals().joined], [30, 30]);
    }));
});

/** Registers everybody without a list, and gives every broadcast, cut into single bytes or not, to `forward`. */
async function withFake(
  forward: (others: Socket[], response: Buffer, nth: number) => void,
  check: (port: number) => Promise<void>,
): Promise<void> {
  const sockets = new Set<Socket>();
  let messages = 0;
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    let isRegistered = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!isRegistered && bytes.length >= 4) {
        isRegistered = true;
        bytes = bytes.subarray(2 + bytes.readInt16BE(0));
        sockets.add(socket);
        socket.write(Buffer.from([0, 0, 0]));
      }
      while (isRegistered && bytes.length >= 67) {
        const response = Buffer.concat([Buffer.from([2, 0, 9]), bytes.subarray(1, 67)]);
        bytes = bytes.subarray(67);
        forward(
          [...sockets].filter((other) => other !== socket),
          response,
          messages++,
        );
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await check((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const BROADCAST = ['--scenario', 'broadcast', '--clients', '3', '--senders', '1', '--window', '8'];

describe('load generator: is not deceived', { skip: SKIPPED }, () => {
  it('frames may come in any cut', () =>
    withFake(
      (others, response) => {
        for (const other of others) for (const byte of response) other.write(Buffer.from([byte]));
      },
      async (port) => {
        const { expected = 0, delivered } = await play('cosp', port, ...BROADCAST);
        assert.ok(expected > 0);
        assert.equal(delivered, expected);
      },
    ));

  it('a message that is lost is missed', () =>
    withFake(
      (others, response, nth) => {
        for (const other of others.slice(nth === 3 ? 1 : 0)) other.write(response);
      },
      async (port) => {
        const { expected = 0, delivered = 0 } = await play('cosp', port, ...BROADCAST, '--patience', '1');
        assert.equal(expected - delivered, 1);
      },
    ));

  it('a message that comes twice is noticed', () =>
    withFake(
      (others, response, nth) => {
        for (const other of nth === 3 ? [...others, ...others] : others) other.write(response);
      },
      async (port) => {
        const { expected = 0, delivered = 0 } = await play('cosp', port, ...BROADCAST);
        assert.equal(delivered - expected, 2);
      },
    ));

  it('a frame that is none ends it', () =>
    withFake(
      (others) => {
        for (const other of others) other.write(Buffer.from([77, 0, 0]));
      },
      async (port) => {
        await assert.rejects(play('cosp', port, ...BROADCAST), /a frame with the code 77/);
      },
    ));
});
