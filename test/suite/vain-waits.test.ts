import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shortened } from '../../suite/vain-waits';

it('waits get shorter where many were in vain, but never so short that being busy is taken for being silent', () => {
  const waits = (timeout: number): number[] => [0, 4, 5, 24, 25, 500].map((vain) => shortened(timeout, vain));
  assert.deepEqual(waits(8000), [8000, 8000, 2000, 2000, 1000, 1000]);
  assert.deepEqual(waits(2000), [2000, 2000, 500, 500, 400, 400]);
  assert.deepEqual(waits(1000), [1000, 1000, 250, 250, 250, 250], 'who asks for short waits gets them');
});
