import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Outbox } from '../../reference/server/outbox';
import { SharedLog } from '../../reference/server/shared-log';
import { connectEnds, type Ends, readAll } from './support/ends';
import { buffersBelow } from './support/memory';

const MIB = 1024 * 1024;

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
  while (outbox.backlog > 0 || outbox.unsentBytes > 0) await once(far, 'data');
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
  assert.ok(outbox.unsentBytes > 0, 'the reader is not behind');
  const others = Buffer.alloc(MIB - 1);
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 200; count += 1) {
    log.add(Buffer.from('x'));
    outbox.gather();
    log.add(others);
    outbox.passOver();
    outbox.flush(); // as at the end of each turn
  }
  assert.equal(outbox.queuedBytes, 200);
  const held = (await buffersBelow(before + 8 * MIB)) - before;
  assert.ok(held < 8 * MIB, `${held} bytes are held for 200`);
  const received = readAll(far);
  outbox.end();
  assert.equal((await received).length, 64 * MIB + 200);
});

interface Recipient extends Ends {
  readonly outbox: Outbox;
}

/** Two recipients that do not read yet. */
async function twoRecipients(t: TestContext): Promise<[Recipient, Recipient]> {
  const recipient = async (): Promise<Recipient> => {
    const ends = await connectEnds();
    t.after(ends.close);
    return { ...ends, outbox: new Outbox(ends.near, () => undefined) };
  };
  return [await recipient(), await recipient()];
}

/** Bytes that are like no others of their kind, so that any in a wrong place are seen. */
function numbered(number: number, length: number): Buffer {
  const bytes = Buffer.alloc(length, number % 251);
  bytes.writeUInt32BE(number);
  return bytes;
}

/** Sends numbered bytes by the log, to the two that follow it, as often as asked. */
class LogOfTwo {
  readonly #log: SharedLog;
  readonly #sent: Buffer[] = [];
  #come = 0;

  constructor(
    readonly slow: Recipient,
    readonly fast: Recipient,
    segmentBytes: number,
  ) {
    this.#log = new SharedLog(segmentBytes);
    for (const { outbox } of [slow, fast]) outbox.follow(this.#log);
    fast.far.on('data', (bytes: Buffer) => {
      this.#come += bytes.length;
    });
  }

  get sent(): Buffer {
    return Buffer.concat(this.#sent);
  }

  /** Returns when the fast one has it: then nothing but what holds it keeps it from being written over. */
  async send(): Promise<void> {
    const bytes = numbered(this.#sent.length, 10_000);
    this.#sent.push(bytes);
    this.#log.add(bytes);
    this.fast.outbox.flush();
    while (this.#come < this.#sent.length * bytes.length) await once(this.fast.far, 'data');
  }
}

test('what a client is still being sent of the log stays as it was while others are sent more', {
  timeout: 20_000,
}, async (t) => {
  const two = new LogOfTwo(...(await twoRecipients(t)), 64 * 1024);
  const { slow } = two;
  while (slow.outbox.unsentBytes === 0) {
    await two.send();
    slow.outbox.flush();
  }
  for (let more = 0; more < 200; more += 1) {
    await two.send();
    slow.outbox.gather(); // as a message of its own makes it do
  }
  const received = readAll(slow.far);
  slow.outbox.end();
  assert.ok((await received).equals(two.sent));
});

test('what a client has taken of the log and not been sent stays as it was while others are sent more', {
  timeout: 20_000,
}, async (t) => {
  const two = new LogOfTwo(...(await twoRecipients(t)), 2 * MIB);
  const { slow } = two;
  const gather = async (count: number): Promise<void> => {
    for (let more = 0; more < count; more += 1) {
      await two.send();
      slow.outbox.gather();
    }
  };
  await gather(1_000); // more than any operating system takes at once
  slow.outbox.flush();
  assert.ok(slow.outbox.unsentBytes > 0, 'the reader is not behind');
  await gather(200);
  const received = readAll(slow.far);
  slow.outbox.end();
  assert.ok((await received).equals(two.sent));
});

test('what a client is still being sent in one batch stays as it was while others are sent more', {
  timeout: 20_000,
}, async (t) => {
  const [slow, fast] = await twoRecipients(t);
  const send = ({ outbox }: Recipient, from: number): Buffer => {
    const frames = Array.from({ length: 10 }, (_, index) => numbered(from + index, 20_000));
    for (const frame of frames) outbox.append(frame);
    outbox.flush();
    return Buffer.concat(frames);
  };
  const toSlow: Buffer[] = [];
  while (slow.outbox.unsentBytes === 0) toSlow.push(send(slow, toSlow.length * 10));
  const fromFast = readAll(fast.far);
  const toFast = [send(fast, 100_001), send(fast, 200_001)];
  const fromSlow = readAll(slow.far);
  for (const { outbox } of [slow, fast]) outbox.end();
  assert.ok((await fromSlow).equals(Buffer.concat(toSlow)));
  assert.ok((await fromFast).equals(Buffer.concat(toFast)));
});
