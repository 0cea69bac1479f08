import assert from 'node:assert/strict';
import { encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import type { Peer } from './support/peer';
import { type Stage, staged } from './support/stage';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const TEXT = 'x'.repeat(32_000);
const KIB = 1024;
const BOUND = 256 * KIB;
/** Less than what a turn may bring together, beside the bound itself. */
const MOST_HELD = BOUND + 512 * KIB;

/** Broadcasts, each once the reader has the one before, until the server has let go of the client that is idle. */
async function broadcastUntilDropped(stage: Stage, sender: Peer, reader: Peer, idle: Peer): Promise<number> {
  let most = 0;
  for (let sent = 0; sent < 3_000; sent += 1) {
    sender.send(encodeBroadcastRequest(TEXT));
    const news = await reader.next();
    most = Math.max(most, stage.server.inspect().waitingBytes);
    if (typeof news === 'object' && 'broadcast' in news) continue;
    assert.deepEqual(news, { left: idle.id });
    return most;
  }
  return assert.fail('the client is not dropped');
}

staged(
  'who reads nothing is dropped at the bound, and the others notice nothing but the departure (COSP-7-2, COSP-7-6)',
  async (stage) => {
    const [sender, reader, idle] = await stage.registerAll('sender', 'reader', 'idle');
    idle.socket.pause();
    const most = await broadcastUntilDropped(stage, sender, reader, idle);
    assert.ok(most > BOUND / 2 && most <= MOST_HELD, `${most} bytes were held`);
    await sender.gets({ left: idle.id });
    assert.equal(stage.server.inspect().slowReaders, 0);
    sender.send(encodeBroadcastRequest('after'));
    for (let news = await reader.next(); ; news = await reader.next()) {
      if (typeof news === 'object' && 'broadcast' in news && news.broadcast === 'after') break;
    }
  },
  { maxQueuedBytes: BOUND, slowReaderGrace: 20 },
);

staged(
  'who does not read the answers to its own requests is held, and then dropped (COSP-7-6)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    bob.socket.pause();
    const note = encodeDirectRequest(bob.id, TEXT);
    for (let count = 0; count < 3_000; count += 1) bob.socket.write(note);
    await alice.gets({ left: bob.id });
  },
  { maxQueuedBytes: BOUND, slowReaderGrace: 20 },
);

staged(
  'a sender waits for who reads slowly, and nobody is dropped (COSP-4-2)',
  async (stage) => {
    const [sender, slow] = await stage.registerAll('sender', 'slow');
    const count = 1_500; // more than the buffers of the operating system hold
    slow.socket.pause();
    for (let index = 0; index < count; index += 1) sender.send(encodeBroadcastRequest(`${index} ${TEXT}`));
    for (let turn = 0; stage.server.inspect().heldSenders === 0; turn += 1) {
      assert.ok(turn < 1_000_000, 'the sender is not held');
      await nextTurn();
    }
    slow.socket.resume();
    for (let index = 0; index < count; index += 1) {
      await slow.gets({ broadcast: `${index} ${TEXT}`, from: sender.id });
    }
  },
  { maxQueuedBytes: BOUND, slowReaderGrace: 20_000 },
);
