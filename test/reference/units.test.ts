import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, formatSize, parseCount, parseDuration, parseSize } from '../../reference/units';

test('durations', () => {
  for (const [text, milliseconds] of [
    ['500ms', 500],
    ['10s', 10_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['0s', 0],
  ] as const) {
    assert.equal(parseDuration(text), milliseconds);
  }
  for (const text of ['', '10', 's', '-1s', '1.5s', '1 s', '1S', '1m30s', '10KiB', '1e3ms', '5constructor']) {
    assert.throws(() => parseDuration(text), RangeError, text);
  }
});

test('sizes', () => {
  for (const [text, bytes] of [
    ['4096', 4096],
    ['1B', 1],
    ['64KiB', 65_536],
    ['8MiB', 8_388_608],
    ['1GiB', 1_073_741_824],
  ] as const) {
    assert.equal(parseSize(text), bytes);
  }
  for (const text of ['', 'KiB', '-1', '1.5MiB', '8MB', '8M', '8mib', '10s', '0x10']) {
    assert.throws(() => parseSize(text), RangeError, text);
  }
});

test('counts', () => {
  assert.equal(parseCount('32768'), 32_768);
  for (const text of ['', '-1', '1.5', '1e3', '0x10', ' 1', '1k']) {
    assert.throws(() => parseCount(text), RangeError, text);
  }
});

test('what is formatted can be parsed, in its largest unit', () => {
  assert.deepEqual([500, 10_000, 90_000, 120_000].map(formatDuration), ['500ms', '10s', '90s', '2m']);
  assert.deepEqual([100, 65_536, 8_388_608].map(formatSize), ['100B', '64KiB', '8MiB']);
});
