import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conversation } from '../../suite/conversation';
import type { ChatPeer, ChatPeerObserver } from '../../suite/peer/chat-peer';
import { Intake } from '../../suite/peer/intake';
import { encodeAccepted, encodeJoined, encodePseudonymInUse } from '../../wire';

/** The intake of "bob", who has asked for his pseudonym, as alice has for hers. */
function intakeOfBob(): Intake {
  const observer: Partial<ChatPeerObserver> = {
    hasAsked: (key) => ['alice', 'bob'].includes(key),
    isLeaving: () => false,
    isInUse: () => false,
    accepted: () => undefined,
    refused: () => undefined,
    entering: () => undefined,
    joined: () => undefined,
  };
  const bob: Partial<ChatPeer> = { name: 'bob', key: 'bob' };
  const intake = new Intake(bob as ChatPeer, observer as ChatPeerObserver, new Conversation());
  intake.expectAnswer();
  return intake;
}

describe('the likely cause of a rest of bytes', () => {
  it('is an announcement to one that is not registered, where the joining of client 0 was read as an acceptance', () => {
    const intake = intakeOfBob();
    intake.push(encodeJoined(0, 'alice'));
    assert.equal(intake.view?.size, 0);
    assert.equal(intake.blameForDesync(), 'COSP-2-2');
  });

  it('is the same to one that was refused, under the requirement for those', () => {
    const intake = intakeOfBob();
    intake.push(encodePseudonymInUse());
    intake.expectAnswer();
    intake.push(encodeJoined(0, 'alice'));
    assert.equal(intake.blameForDesync(), 'COSP-2.2-2');
  });

  it('is not that where an acceptance without entries is followed by a part of another frame', () => {
    const intake = intakeOfBob();
    intake.push(encodeAccepted([]));
    intake.push(encodeJoined(1, 'alice').subarray(0, 6));
    assert.equal(intake.blameForDesync(), undefined);
  });

  it('is not that once a frame has come behind the acceptance', () => {
    const intake = intakeOfBob();
    intake.push(encodeAccepted([]));
    intake.push(encodeJoined(1, 'alice'));
    intake.push(Buffer.from('\0\x05alice'));
    assert.equal(intake.blameForDesync(), undefined);
  });
});
