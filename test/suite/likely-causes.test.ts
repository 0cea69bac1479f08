import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blameForAltered, blameForCut } from '../../suite/chat/altered';
import type { Chat } from '../../suite/chat/chat';
import { blameForOrder } from '../../suite/chat/expect';
import { Ledger } from '../../suite/chat/ledger';
import { blameForUncalled } from '../../suite/chat/misdirected';
import { Conversation } from '../../suite/conversation';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import {
  hasWrongCount,
  isAnnouncement,
  isDeparture,
  isListInOtherOrder,
  isMessage,
  isTorn,
} from '../../suite/peer/desync';
import { Received } from '../../suite/peer/received';
import {
  decode,
  encodeAccepted,
  encodeBroadcastRequest,
  encodeBroadcastResponse,
  encodeDirectRequest,
  encodeDirectResponse,
  encodeJoined,
  encodeLeft,
  encodePrivateEstablished,
  encodePrivateRequested,
} from '../../wire';

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

describe('the likely cause of a message that nothing called for', () => {
  const conversation = new Conversation();
  const ledger = new Ledger();
  const peers = new Map<string, ChatPeer>();
  for (const [id, name] of ['alice', 'bob', 'carol', 'dave'].entries()) {
    peers.set(name, {
      name,
      key: name,
      registered: true,
      present: name !== 'dave',
      addressees: { direct: new Set(name === 'alice' ? [1] : []) },
    } as unknown as ChatPeer);
    ledger.asking(name);
    ledger.observe(name, id, 'alice');
  }
  const chat = { peers, ledger, context: { conversation } } as unknown as Chat;
  const blamed = (to: string, frame: Buffer): unknown => {
    const type = 'server_response';
    const captured = { type, frame: decode(type, frame), bytes: frame, offset: 0 } as const;
    return blameForUncalled(chat, peers.get(to) as ChatPeer, new Received(captured));
  };
  const [bob, dave] = [1, 3];
  const sends = (request: Buffer): void =>
    conversation.note('alice', 'sent', () => '', 'client_request', request);
  sends(encodeBroadcastRequest('all'));
  sends(encodeDirectRequest(bob, 'psst'));
  sends(encodeDirectRequest(dave, 'gone'));

  it('is a second copy where it was sent to that client', () => {
    assert.deepEqual(blamed('bob', encodeBroadcastResponse(0, 'all')), {
      blames: 'COSP-4-2',
      presumed: true,
    });
    assert.deepEqual(blamed('bob', encodeDirectResponse(0, 'psst')), {
      blames: 'COSP-5.1-1',
      presumed: true,
    });
  });

  it('is the addressee where it was sent to another one, who is there or is not', () => {
    const secret = { blames: 'COSP-5.1-2', presumed: true };
    assert.deepEqual(blamed('carol', encodeDirectResponse(0, 'psst')), secret);
    assert.deepEqual(blamed('bob', encodeBroadcastResponse(0, 'psst')), secret);
    assert.deepEqual(blamed('carol', encodeDirectResponse(0, 'gone')), {
      blames: 'COSP-5.2-3',
      presumed: true,
    });
  });

  it('is that texts are mixed up where another client wrote it to everybody', () => {
    assert.deepEqual(blamed('carol', encodeBroadcastResponse(bob, 'all')), {
      blames: 'COSP-4-6',
      presumed: true,
    });
  });

  it('is a confirmation that nobody has asked for where its sender was written to', () => {
    const secret = { blames: 'COSP-5.1-2', presumed: true };
    assert.deepEqual(blamed('alice', encodeDirectResponse(bob, '')), secret);
    assert.equal(blamed('alice', encodeDirectResponse(2, '')), undefined, 'carol was not');
  });

  it('is an absent addressee where nobody has its identifier', () => {
    sends(encodeDirectRequest(12_345, 'nobody'));
    assert.deepEqual(blamed('carol', encodeDirectResponse(0, 'nobody')), {
      blames: 'COSP-5.2-3',
      presumed: true,
    });
  });

  it('is not known where nobody has sent it', () => {
    assert.equal(blamed('carol', encodeDirectResponse(1, 'psst')), undefined);
    assert.equal(blamed('carol', encodeDirectResponse(9, 'psst')), undefined);
    assert.equal(blamed('carol', encodeJoined(0, 'psst')), undefined);
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

  it('is the order of the fields where all else is as it must be', () => {
    const swapped = bytes('\0\0\x01\0\x05alice\0\x02');
    assert.equal(isAnnouncement(swapped, isAsked), true, 'it looks like that too');
    assert.equal(isListInOtherOrder(swapped, isAsked), true);
    assert.equal(isListInOtherOrder(swapped.subarray(0, -1), isAsked), false);
    assert.equal(
      isListInOtherOrder(Buffer.concat([encodeJoined(1, 'alice'), encodeAccepted([])]), isAsked),
      false,
    );
    assert.equal(isListInOtherOrder(bytes('\0\0\x01\0\x05mally\0\x02'), isAsked), false);
    assert.equal(isListInOtherOrder(list, isAsked), false);
    assert.equal(isListInOtherOrder(encodeAccepted([]), isAsked), false);
  });

  it('is known by what it begins like', () => {
    assert.equal(isAnnouncement(encodeJoined(2, 'bob'), isAsked), true);
    assert.equal(isAnnouncement(encodeJoined(2, 'mallory'), isAsked), false);
    assert.equal(isAnnouncement(encodeLeft(2), isAsked), false);
    assert.deepEqual([isMessage(encodeBroadcastResponse(1, '')), isMessage(encodeLeft(2))], [true, false]);
  });
});

describe('what has come to a client that is not for it, or not whole', () => {
  const isThere = (id: number): boolean => id === 258;

  it('is a departure only of somebody who leaves', () => {
    assert.equal(isDeparture(encodeLeft(258), isThere), true);
    assert.equal(isDeparture(encodeLeft(1), isThere), false);
    assert.equal(isDeparture(encodeLeft(258).subarray(0, 2), isThere), false);
    assert.equal(isDeparture(encodeJoined(258, 'bob'), isThere), false);
  });

  it('is a torn message where its text begins with the head of another one', () => {
    const head = encodeBroadcastResponse(258, 'hello').subarray(0, 5);
    for (let length = 1; length <= head.length; length++)
      assert.equal(isTorn(head.subarray(0, length), isThere), true, `${length} bytes of the head`);
    assert.equal(isTorn(encodeBroadcastResponse(259, 'hello'), isThere), false, 'nobody has that identifier');
    assert.equal(isTorn(bytes('hello'), isThere), false);
    const inside = Buffer.concat([Buffer.alloc(8_192, 'a'), head, Buffer.alloc(9, 'b')]);
    assert.equal(isTorn(inside, isThere), true, 'in the middle');
    assert.equal(isTorn(inside.subarray(0, 8_196), isThere), false, 'not whole');
    assert.equal(isTorn(bytes(''), isThere), false);
    const others = Buffer.concat([encodePrivateRequested(258), encodePrivateEstablished(258)]);
    for (const length of [3, 4, 5, 6])
      assert.equal(isTorn(others.subarray(0, length), isThere), true, `${length} bytes of other frames`);
    assert.equal(isTorn(encodePrivateRequested(259), isThere), false, 'nobody has that identifier');
    assert.equal(isTorn(Buffer.concat([others, bytes('hello')]), isThere), false, 'not all of it');
  });
});

describe('the order of messages that have changed places', () => {
  it('is that of messages to everybody only where both are such', () => {
    assert.equal(blameForOrder(2, 2), 'COSP-4-5');
    assert.equal(blameForOrder(2, 3), 'COSP-5.1-3');
    assert.equal(blameForOrder(3, 3), 'COSP-5.1-3');
  });
});
