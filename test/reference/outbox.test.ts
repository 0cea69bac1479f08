import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Outbox } from '../../reference/server/outbox';
import { SharedLog } from '../../reference/server/shared-log';
import { connectEnds, readAll } from './support/ends';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('what a reader does not take counts, but not the list that it was given', {
  timeout: 20_000,
}, async () => {
  const { near, far, close } = await connectEnds();
  const outbox = new Outbox(near, () => undefined);
  const list = Buffer.alloc(64 * MIB); // more than any operating system takes
  outbox.append(list);
  outbox.allow(list.length);
  outbox.flush();
  assert.equal(outbox.backlog, 0);
  outbox.append(Buffer.alloc(1000));
  outbox.flush();
  assert.equal(outbox.backlog, 1000);
  far.resume();
  while (outbox.backlog > 0 || near.writableLength > 0) await once(far, 'data');
  far.pause();
  // The list is gone, and with it what it was allowed.
  outbox.append(list);
  outbox.flush();
  assert.ok(outbox.backlog > 16 * MIB, `${outbox.backlog}`);
  close();
});

test('what is queued is sent in order, and then the end', { timeout: 20_000 }, async () => {
  const { near, far, close } = await connectEnds();
  const backlogs: number[] = [];
  const outbox = new Outbox(near, (backlog) => backlogs.push(backlog));
  const chunks = Array.from({ length: 2000 }, (_, index) => Buffer.alloc(index % 2 ? 20 : 40_000, index));
  for (const chunk of chunks) outbox.append(chunk);
  outbox.end();
  outbox.append(Buffer.from('too late'));
  assert.ok((backlogs[0] ?? 0) > 0, 'the reader is not behind');
  assert.ok((await readAll(far)).equals(Buffer.concat(chunks)));
  assert.equal(backlogs.at(-1), 0);
  close();
});

test('what was queued for a socket that is gone is let go', { timeout: 20_000 }, async () => {
  const { near, close } = await connectEnds();
  const outbox = new Outbox(near, () => undefined);
  for (let count = 0; count < 64; count += 1) outbox.append(Buffer.alloc(MIB));
  outbox.flush();
  assert.ok(outbox.queuedBytes > 0);
  near.destroy();
  await once(near, 'close');
  outbox.close();
  assert.equal(outbox.queuedBytes, 0);
  close();
});

test('what a client that is behind has passed over of the log does not stay in memory for it', {
  timeout: 20_000,
}, async (t) => {
  const { near, far, close } = await connectEnds();
  t.after(close);
  const outbox = new Outbox(near, () => undefined);
  const log = new SharedLog(MIB);
  outbox.follow(log);
  log.add(Buffer.alloc(64 * MIB));
  outbox.flush();
  assert.ok(near.writableLength > 0, 'the reader is not behind');
  const others = Buffer.alloc(MIB - 1);
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 200; count += 1) {
    log.add(Buffer.from('x'));
    outbox.gather();
    log.add(others);
    outbox.passOver();
  }
  assert.equal(outbox.queuedBytes, 200);
  collectGarbage();
  const held = process.memoryUsage().arrayBuffers - before;
  assert.ok(held < 8 * MIB, `${held} bytes are held for 200`);
  const received = readAll(far);
  outbox.end();
  assert.equal((await received).length, 64 * MIB + 200);
});
