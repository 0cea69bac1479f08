import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blameForGreeting, blameForStray } from '../../suite/peer/stray-frame';
import { encodeJoined, encodeLeft, encodePrivateRequested } from '../../wire';

describe('what nobody has sent on a private connection', () => {
  it('is of the chat where it begins with an update or a message', () => {
    assert.equal(blameForStray(Buffer.concat([encodeLeft(1), Buffer.from('hello')])), 'COSP-6.2-6');
    assert.equal(blameForStray(encodeJoined(1, 'alice')), 'COSP-6.2-6');
    assert.equal(blameForStray(encodePrivateRequested(1)), undefined);
    assert.equal(blameForStray(encodeJoined(1, 'alice').subarray(0, 4)), undefined, 'not whole');
  });

  it('is an answer to a pseudonym where a 0 stands in front of what is due', () => {
    assert.equal(blameForGreeting(Buffer.of(0)), 'COSP-6.2-6');
    assert.equal(blameForGreeting(Buffer.from('\0hel'), Buffer.from('hello')), 'COSP-6.2-6');
    assert.equal(blameForGreeting(Buffer.from('\0\0\0'), Buffer.from('hello')), undefined, 'other bytes');
    assert.equal(blameForGreeting(Buffer.from('hel'), Buffer.from('hello')), undefined);
  });
});
