import assert from 'node:assert/strict';
import { encodeBroadcastRequest, encodeDirectRequest } from '../../wire';
import type { Peer } from './support/peer';
import { type Stage, staged } from './support/stage';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const TEXT = 'x'.repeat(32_000);
const KIB = 1024;
/** So many of them are more than the buffers of the operating system hold. */
const MORE_THAN_BUFFERS = 1_500;
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

/** Waits until so many senders are held. */
async function held(stage: Stage, senders: number): Promise<void> {
  for (let turn = 0; stage.server.inspect().heldSenders !== senders; turn += 1) {
    assert.ok(turn < 1_000_000, `${stage.server.inspect().heldSenders} senders are held`);
    await nextTurn();
  }
}

staged(
  'a sender waits for who reads slowly, and nobody is dropped (COSP-4-2)',
  async (stage) => {
    const [sender, slow] = await stage.registerAll('sender', 'slow');
    slow.socket.pause();
    for (let index = 0; index < MORE_THAN_BUFFERS; index += 1) {
      sender.send(encodeBroadcastRequest(`${index} ${TEXT}`));
    }
    await held(stage, 1);
    slow.socket.resume();
    for (let index = 0; index < MORE_THAN_BUFFERS; index += 1) {
      await slow.gets({ broadcast: `${index} ${TEXT}`, from: sender.id });
    }
  },
  { maxQueuedBytes: BOUND, slowReaderGrace: 20_000 },
);

staged(
  'a sender that is held stops at that frame, and goes on with the next without further bytes (COSP-1-6)',
  async (stage) => {
    const [flood, sender, slow, witness] = await stage.registerAll('flood', 'sender', 'slow', 'witness');
    slow.socket.pause();
    const note = encodeDirectRequest(slow.id, TEXT);
    for (let count = 0; count < MORE_THAN_BUFFERS; count += 1) flood.socket.write(note);
    await held(stage, 1);
    sender.send(encodeBroadcastRequest('one'), encodeBroadcastRequest('two'));
    await held(stage, 2);
    await witness.gets({ broadcast: 'one', from: sender.id });
    await witness.getsNothingFrom(witness);
    slow.socket.resume();
    await witness.gets({ broadcast: 'two', from: sender.id });
  },
  { maxQueuedBytes: BOUND, slowReaderGrace: 20_000 },
);
