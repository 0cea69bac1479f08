import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Cursor, SharedLog } from '../../reference/server/shared-log';

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

test('what was taken stays as it was', () => {
  const log = new SharedLog(64);
  const cursor = new Cursor(log);
  log.add(Buffer.from('first'));
  const taken = cursor.take();
  log.add(Buffer.from('second'));
  assert.equal(taken.toString(), 'first');
});

test('readers that read and pass over at will get all but what they passed over', () => {
  const action = fc.record({
    reader: fc.nat(3),
    text: fc.string({ minLength: 1, maxLength: 20 }),
    does: fc.constantFrom('reads', 'passes over', 'nothing'),
  });
  fc.assert(
    fc.property(
      fc.array(action, { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (actions, segmentBytes) => {
        const log = new SharedLog(segmentBytes);
        const readers = [0, 1, 2, 3].map(() => ({ cursor: new Cursor(log), due: '', got: '' }));
        for (const { reader, text, does } of actions) {
          const bytes = Buffer.from(text);
          log.add(bytes);
          for (const each of readers) each.due += bytes.toString('latin1');
          const { cursor, due, got } = readers[reader] as (typeof readers)[number];
          assert.equal(cursor.behind, due.length - got.length);
          const at = readers[reader] as (typeof readers)[number];
          if (does === 'reads') at.got += rest(cursor);
          if (does === 'passes over') {
            cursor.skip();
            at.due = got;
          }
        }
        for (const { cursor, due, got } of readers) assert.equal(got + rest(cursor), due);
      },
    ),
  );
});
