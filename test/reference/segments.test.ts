import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  encodeBroadcastRequest,
  encodeClientHello,
  encodeDirectRequest,
  encodePrivateAccept,
  encodePrivateRefuse,
  encodePrivateRequest,
} from '../../wire';
import type { News } from './support/news';
import type { Peer } from './support/peer';
import { type Stage, staged } from './support/stage';

const NOBODY = 999;
const PORT = 5000;

/** Each kind of frame, and what its sender hears of it. */
const REQUESTS: readonly (readonly [string, Buffer, News | undefined])[] = [
  ['broadcast', encodeBroadcastRequest('héllo'), undefined],
  ['direct', encodeDirectRequest(NOBODY, 'héllo'), 'absent'],
  ['private request', encodePrivateRequest(PORT, NOBODY), 'absent'],
  ['private acceptance', encodePrivateAccept(PORT, NOBODY), 'absent'],
  ['private refusal', encodePrivateRefuse(NOBODY), 'absent'],
];

/** Sends the first part, and the second one when the server has surely dealt with the first. */
async function sendInTwo(stage: Stage, peer: Peer, frame: Buffer, cut: number): Promise<void> {
  const witness = await stage.connect();
  peer.send(frame.subarray(0, cut));
  witness.socket.end(); // its end arrives behind the first part
  await witness.gets({ over: 'ended' });
  peer.send(frame.subarray(cut));
}

staged('a pseudonym cut at each byte is the same pseudonym (COSP-1-5)', async (stage) => {
  const hello = encodeClientHello('zoé');
  for (let cut = 1; cut < hello.length; cut += 1) {
    const peer = await stage.connect();
    await sendInTwo(stage, peer, hello, cut);
    await peer.gets({ accepted: {} });
    const left = once(stage.server, 'left');
    peer.socket.end();
    await left;
  }
});

for (const [name, frame, answer] of REQUESTS) {
  staged(`a ${name} cut at each byte is the same frame (COSP-1-5)`, async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    for (let cut = 1; cut < frame.length; cut += 1) {
      await sendInTwo(stage, alice, frame, cut);
      if (answer !== undefined) await alice.gets(answer);
      else await bob.gets({ broadcast: 'héllo', from: alice.id });
    }
    await alice.getsNothingFrom(bob);
  });
}

staged(
  'frames that come together, byte by byte, are all served in order (COSP-1-5, COSP-1-6)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const frames = Buffer.concat([...REQUESTS, ...REQUESTS].map(([, frame]) => frame));
    for (const byte of frames) alice.send(Buffer.from([byte]));
    await alice.gets(...Array.from({ length: 8 }, (): News => 'absent'));
    await bob.gets({ broadcast: 'héllo', from: alice.id }, { broadcast: 'héllo', from: alice.id });
  },
);

staged(
  'frames that come together with the head of the next one do not wait for its rest (COSP-1-6)',
  async (stage) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    const frames = REQUESTS.map(([, frame]) => frame);
    alice.send(...frames, encodeDirectRequest(bob.id, 'later').subarray(0, 6));
    await alice.gets('absent', 'absent', 'absent', 'absent');
    await bob.gets({ broadcast: 'héllo', from: alice.id });
    alice.send(encodeDirectRequest(bob.id, 'later').subarray(6));
    await bob.gets({ direct: 'later', from: alice.id });
    assert.equal(stage.server.inspect().clients, 2);
  },
);
