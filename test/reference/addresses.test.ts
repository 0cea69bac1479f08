import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatEndpoint, normalAddress } from '../../reference/server/addresses';

test('an IPv4 address has one form, and IPv6 addresses stay as they are', () => {
  for (const [address, normal] of [
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['::1', '::1'],
    ['::ffff:0:0', '::ffff:0:0'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
  ] as const) {
    assert.equal(normalAddress(address), normal);
  }
});

test('an IPv6 address is told from its port by brackets', () => {
  assert.equal(formatEndpoint('127.0.0.1', 7777), '127.0.0.1:7777');
  assert.equal(formatEndpoint('::1', 7777), '[::1]:7777');
});
