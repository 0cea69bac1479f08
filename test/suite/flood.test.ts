import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chat } from '../../suite/chat/chat';
import { Flood } from '../../suite/chat/flood';
import type { ChatPeer } from '../../suite/peer/chat-peer';

const MESSAGE = 32_767;
const chat = { context: { timeout: 20 }, conversation: { note: () => undefined } } as unknown as Chat;

/** A client whose server takes what `taken` says, message by message. */
function senderOf(...taken: Promise<boolean>[]): ChatPeer {
  const sendBulk = (): Promise<boolean> => taken.shift() ?? Promise.resolve(true);
  return { name: 'alice', connection: { flush: () => undefined }, sendBulk } as unknown as ChatPeer;
}

const never = new Promise<boolean>(() => undefined);
const text = (bytes: Buffer): Buffer => bytes;

describe('a flood', () => {
  it('ends where the server takes nothing for a whole time-out', async () => {
    const flood = new Flood(senderOf(Promise.resolve(true), never), 3 * MESSAGE);
    await flood.run(chat, text);
    assert.deepEqual([flood.sent, flood.count], [1, 3]);
  });

  it('goes on where the server had no time to take anything, and does afterwards', async () => {
    let take: (taken: boolean) => void = () => undefined;
    const late = new Promise<boolean>((resolve) => {
      take = resolve;
    });
    const flood = new Flood(senderOf(late), 3 * MESSAGE);
    await flood.run(chat, text, { whenStalled: async () => take(true) });
    assert.equal(flood.sent, 3);
  });

  it('ends where it takes nothing then either', async () => {
    let stalls = 0;
    const flood = new Flood(senderOf(never), 3 * MESSAGE);
    await flood.run(chat, text, { whenStalled: async () => void stalls++ });
    assert.deepEqual([flood.sent, stalls], [0, 1]);
  });
});
