import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blameForAltered, blameForCut } from '../../suite/chat/altered';
import { hasWrongCount, isAnnouncement, isMessage } from '../../suite/peer/desync';
import { encodeAccepted, encodeBroadcastResponse, encodeJoined, encodeLeft } from '../../wire';

const isAsked = (key: string): boolean => ['alice', 'bob'].includes(key);
const bytes = (text: string): Buffer => Buffer.from(text);

describe('the likely cause of a text that came changed', () => {
  it('is its size in characters where it ends after so many bytes', () => {
    assert.equal(blameForCut(bytes('aé日😀'), 4), 'COSP-1-3');
    assert.equal(blameForCut(bytes('aé日😀'), 5), 'COSP-1-3', 'UTF-16 units');
    assert.equal(blameForCut(bytes('aé日😀'), 3), undefined);
  });

  it('is its length where a long one was cut', () => {
    assert.equal(blameForCut(Buffer.alloc(128, 'a'), 100), 'COSP-1-8');
    assert.equal(blameForCut(Buffer.alloc(127, 'a'), 100), undefined);
    assert.equal(blameForAltered(Buffer.alloc(5000, 'a'), Buffer.alloc(4096, 'a')), 'COSP-1-8');
  });

  it('is its characters where those are not plain, and nothing else', () => {
    assert.equal(blameForAltered(bytes('é'), bytes('e')), 'COSP-1-2');
    assert.equal(blameForAltered(bytes(' padded '), bytes('padded')), 'COSP-1-2');
    assert.equal(blameForAltered(bytes('hello'), bytes('howdy')), undefined);
  });
});

describe('the likely cause of bytes that are no frame', () => {
  const list = encodeAccepted([{ idClient: 1, pseudonym: 'alice' }]);
  const counted = (count: number, ...parts: Buffer[]): Buffer => {
    const frame = Buffer.concat([list, ...parts]);
    frame.writeInt16BE(count, 1);
    return frame;
  };

  it('is the count where sound entries are followed by nothing or by another frame', () => {
    assert.equal(hasWrongCount(counted(2), isAsked), true);
    assert.equal(hasWrongCount(counted(2, encodeJoined(2, 'bob')), isAsked), true);
    assert.equal(hasWrongCount(counted(2, encodeBroadcastResponse(1, 'hi')), isAsked), true);
  });

  it('is not the count where the entries are not sound', () => {
    assert.equal(hasWrongCount(counted(2, bytes('\xff\xff\xff\xff')), isAsked), false);
    assert.equal(hasWrongCount(bytes('\0\0\x05alice\0\x01'), isAsked), false, 'fields in another order');
    assert.equal(hasWrongCount(Buffer.from([0, 0]), isAsked), false);
    assert.equal(hasWrongCount(Buffer.from([0xff]), isAsked), false);
  });

  it('is known by what it begins like', () => {
    assert.equal(isAnnouncement(encodeJoined(2, 'bob'), isAsked), true);
    assert.equal(isAnnouncement(encodeJoined(2, 'mallory'), isAsked), false);
    assert.equal(isAnnouncement(encodeLeft(2), isAsked), false);
    assert.deepEqual([isMessage(encodeBroadcastResponse(1, '')), isMessage(encodeLeft(2))], [true, false]);
  });
});
