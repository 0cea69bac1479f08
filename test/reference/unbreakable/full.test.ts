import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import type { ClientConnection } from '../../../reference/server/client';
import { Connection } from '../../../reference/server/connection';
import { completeLimits } from '../../../reference/server/limits';
import { silentLog } from '../../../reference/server/log';
import { Service } from '../../../reference/server/service';
import {
  ConnectionCode,
  decode,
  encodeBroadcastRequest,
  encodeBroadcastResponse,
  encodeClientHello,
} from '../../../wire';

/** The most that a list can tell of, and the client itself: more than a process may have descriptors for. */
const MOST = 32_768;
/**
 * So many of them join over a connection, the others are only on the roster: each list tells of all, and 32,768 lists
 * are gigabytes. `COSP_FULL=32768` has all of them join.
 */
const CONNECTED = Number(process.env.COSP_FULL ?? 500);
const NOBODY = {} as ClientConnection;

/** Stands in for a client's socket: takes all that is sent at once, and keeps the end of it. */
class FarEnd extends Duplex {
  bytes = 0;
  last: Buffer = Buffer.alloc(0);
  ended = false;

  constructor() {
    super({ allowHalfOpen: true, highWaterMark: 1 << 30 });
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.bytes += chunk.length;
    this.last = chunk;
    done();
  }

  override _final(done: () => void): void {
    this.ended = true;
    done();
  }

  /** What the client sends. */
  says(frame: Buffer): void {
    this.push(frame);
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function arrive(service: Service, name: string): FarEnd {
  const end = new FarEnd();
  new Connection(service, end as unknown as Socket, '127.0.0.1');
  end.says(encodeClientHello(name));
  return end;
}

test('32,768 clients are served, and the next one is ended without an answer', {
  timeout: 240_000,
}, async () => {
  const observer = { joined: () => undefined, left: () => undefined };
  const service = new Service(completeLimits({}), silentLog, observer);
  const ends: FarEnd[] = [];
  const names = Array.from({ length: MOST }, (_, index) => index.toString(36));
  for (const name of names.slice(CONNECTED)) {
    const client = service.roster.register(Buffer.from(name), NOBODY);
    if (typeof client === 'object') service.roster.list.add(client);
  }
  for (const name of names.slice(0, CONNECTED)) ends.push(arrive(service, name));
  while (service.roster.size < MOST) await nextTurn();
  const late = arrive(service, 'late');
  while (!late.ended) await nextTurn();
  assert.equal(late.bytes, 0);
  assert.equal(service.roster.size, MOST);

  // Everybody but who says it gets it, and gets nothing else any more.
  const said = encodeBroadcastResponse(MOST - CONNECTED, 'hello');
  const settled = ends.map(({ bytes }) => bytes);
  ends[0]?.says(encodeBroadcastRequest('hello'));
  while (ends.at(-1)?.last.subarray(-said.length).equals(said) !== true) await nextTurn();
  await nextTurn();
  const others = ends.slice(1).filter((end) => end.last.subarray(-said.length).equals(said));
  assert.equal(others.length, CONNECTED - 1);
  assert.equal(ends[0]?.bytes, settled[0]);

  // Who leaves makes room; who comes then is told of the most that a list can tell of.
  ends[1]?.push(null);
  while (service.roster.size === MOST) await nextTurn();
  const newcomer = arrive(service, 'newcomer');
  while (newcomer.bytes === 0) await nextTurn();
  const list = decode('connection_reply', newcomer.last);
  assert.ok(list.code === ConnectionCode.ACCEPTED);
  assert.equal(list.body.clients.length, MOST - 1);
  service.close();
});
