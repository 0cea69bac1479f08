import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Cursor, Holds, SharedLog } from '../../reference/server/shared-log';
import { buffersBelow } from './support/memory';

/** All that a cursor has not passed. */
function rest(cursor: Cursor): string {
  const slices: Buffer[] = [];
  while (cursor.behind > 0) slices.push(cursor.take());
  return Buffer.concat(slices).toString('latin1');
}

test('a reader gets what has come since it began, in order, and nothing twice', () => {
  const log = new SharedLog(8);
  log.add(Buffer.from('before'));
  const cursor = new Cursor(log);
  assert.equal(cursor.behind, 0);
  for (const text of ['one', 'two', 'a longer one than a stretch', 'four']) log.add(Buffer.from(text));
  assert.equal(cursor.behind, 37);
  assert.equal(rest(cursor), 'onetwoa longer one than a stretchfour');
  log.add(Buffer.from('five'));
  assert.equal(rest(cursor), 'five');
});

test('readers at the same place get the same memory', () => {
  const log = new SharedLog(64);
  const [one, other] = [new Cursor(log), new Cursor(log)];
  log.add(Buffer.from('text'));
  assert.equal(one.take(), other.take());
});

test('what was taken stays as it was while its reader stands there', () => {
  const log = new SharedLog(64);
  const cursor = new Cursor(log);
  log.add(Buffer.from('first'));
  const taken = cursor.take();
  log.add(Buffer.from('second'));
  assert.equal(taken.toString(), 'first');
});

test('what all readers have passed is written over, and nothing else is', () => {
  const log = new SharedLog(8);
  const [fast, slow] = [new Cursor(log), new Cursor(log)];
  const memories = new Set<ArrayBufferLike>();
  const next = (): void => {
    log.add(Buffer.alloc(8, 1));
    memories.add(fast.take().buffer);
  };
  for (let count = 0; count < 5; count += 1) next();
  assert.equal(memories.size, 5);
  slow.skip();
  for (let count = 0; count < 50; count += 1) {
    next();
    slow.skip();
  }
  assert.equal(memories.size, 5);
  slow.close();
  for (let count = 0; count < 50; count += 1) next();
  assert.equal(memories.size, 5);
});

test('what is held stays as it was, however far all readers have come, until it is released', () => {
  const log = new SharedLog(8);
  const cursor = new Cursor(log);
  const holds = new Holds(log);
  log.add(Buffer.from('held'));
  const held = cursor.take();
  holds.add(cursor);
  const pass = (count: number): Buffer[] =>
    Array.from({ length: count }, () => {
      log.add(Buffer.from('and more'));
      return cursor.take();
    });
  pass(20);
  assert.equal(held.toString(), 'held');
  holds.release();
  assert.ok(
    pass(20).some(({ buffer }) => buffer === held.buffer),
    'it is not used again',
  );
});

test('what is held does not keep what came later in memory', async () => {
  const mib = 1024 * 1024;
  const log = new SharedLog(mib);
  const cursor = new Cursor(log);
  const holds = new Holds(log);
  log.add(Buffer.alloc(mib));
  cursor.take();
  holds.add(cursor);
  for (let count = 0; count < 100; count += 1) log.add(Buffer.alloc(mib)); // more than is kept to be used again
  cursor.skip();
  const kept = await buffersBelow(32 * mib);
  holds.release();
  assert.ok(kept < 32 * mib, `${kept} bytes`);
});

/** A reader that may hold on to what it has taken. */
class Reader {
  readonly cursor: Cursor;
  readonly #holds: Holds;
  #held: { slice: Buffer; text: string }[] = [];
  due = '';
  got = '';

  constructor(log: SharedLog) {
    this.cursor = new Cursor(log);
    this.#holds = new Holds(log);
  }

  read(): void {
    this.got += rest(this.cursor);
  }

  hold(): void {
    while (this.cursor.behind > 0) {
      const slice = this.cursor.take();
      this.#holds.add(this.cursor);
      this.#held.push({ slice, text: slice.toString('latin1') });
      this.got += slice.toString('latin1');
    }
  }

  release(): void {
    this.#holds.release();
    this.#held = [];
  }

  passOver(): void {
    this.cursor.skip();
    this.due = this.got;
  }

  check(): void {
    assert.equal(this.cursor.behind, this.due.length - this.got.length);
    for (const { slice, text } of this.#held) assert.equal(slice.toString('latin1'), text);
  }
}

test('readers that read, hold and pass over at will get all but what they passed over', () => {
  const action = fc.record({
    reader: fc.nat(3),
    text: fc.string({ minLength: 1, maxLength: 20 }),
    does: fc.constantFrom('read', 'hold', 'release', 'passOver', 'check'),
  });
  fc.assert(
    fc.property(
      fc.array(action, { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (actions, segmentBytes) => {
        const log = new SharedLog(segmentBytes);
        const readers = [0, 1, 2, 3].map(() => new Reader(log));
        for (const { reader, text, does } of actions) {
          const bytes = Buffer.from(text);
          log.add(bytes);
          for (const each of readers) each.due += bytes.toString('latin1');
          (readers[reader] as Reader)[does]();
          for (const each of readers) each.check();
        }
        for (const each of readers) each.read();
        for (const { due, got } of readers) assert.equal(got, due);
      },
    ),
  );
});
