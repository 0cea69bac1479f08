import assert from 'node:assert/strict';
import type { Member } from '../../../tools/support/member';
import { encodeBroadcastRequest } from '../../../wire';
import { type Watched, watched } from './support/watched';

const MIB = 1024 * 1024;
const BOUND = 4 * MIB;
const GRACE = 100;
const TEXT = 'x'.repeat(4_000);
const SENDERS = 4;
const MEMBERS = Array.from({ length: 10 }, (_, index) => `member ${index}`);
/** Of each sender; all together are more than the bound and the buffers of the operating system hold. */
const BURSTS = 100;
const BURST = Buffer.concat(Array.from({ length: 20 }, () => encodeBroadcastRequest(TEXT)));
const ROUNDS = 5;
/** The sleeper's bound, and what the others' sockets and a turn may have in hand meanwhile: an eighth of it each. */
const MOST_HELD = BOUND + (MEMBERS.length * BOUND) / 8;

interface Round {
  readonly clock: number;
  readonly cpu: number;
  /** Most bytes that waited, as far as one looked. */
  readonly held: number;
  readonly resident: number;
}

/** Everybody's broadcasts of one round, up to the last delivery. */
async function round({ server }: Watched, members: readonly Member[]): Promise<Round> {
  const before = await server.look();
  const began = performance.now();
  let held = 0;
  const sending = members.slice(0, SENDERS).map(async (sender) => {
    for (let burst = 0; burst < BURSTS; burst += 1) {
      sender.socket.write(BURST);
      await sender.fence();
      held = Math.max(held, (await server.look()).state.waitingBytes);
    }
  });
  await Promise.all(sending);
  await Promise.all(members.map((member) => member.fence()));
  const clock = performance.now() - began;
  const after = await server.look();
  return { clock, cpu: after.cpu - before.cpu, held, resident: after.memory.resident };
}

const middle = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

function tellAll(stage: Watched, alone: readonly Round[], beside: readonly Round[]): void {
  const of = (rounds: readonly Round[], figure: keyof Round): number =>
    middle(rounds.map((one) => one[figure]));
  const ratio = (figure: keyof Round): string => (of(beside, figure) / of(alone, figure)).toFixed(2);
  stage.tell(
    `one round: ${of(alone, 'clock').toFixed(0)} ms, ${of(alone, 'cpu').toFixed(0)} ms CPU; beside a sleeper ` +
      `${ratio('clock')} times the time, ${ratio('cpu')} times the CPU; ${Math.max(...beside.map(({ held }) => held))} bytes held`,
  );
}

watched(
  'who never reads is dropped at the bound, and the others get on as fast as without it (COSP-7-2, COSP-7-6)',
  async (stage) => {
    const members = await stage.joinMany(MEMBERS);
    const [alone, beside]: [Round[], Round[]] = [[], []];
    await round(stage, members);
    for (let count = 0; count < ROUNDS; count += 1) {
      alone.push(await round(stage, members));
      const sleeper = await stage.join(`sleeper ${count}`);
      sleeper.socket.pause();
      beside.push(await round(stage, members));
      const { state } = await stage.server.look();
      assert.equal(state.clients, members.length, 'the sleeper is still there');
      assert.equal(state.sockets, members.length, 'its socket is still open');
    }
    tellAll(stage, alone, beside);
    const held = Math.max(...beside.map((one) => one.held));
    assert.ok(held > BOUND / 4 && held <= MOST_HELD, `${held} bytes were held`);
    const cpu = middle(beside.map((one) => one.cpu)) / middle(alone.map((one) => one.cpu));
    assert.ok(cpu < 1.5, `a broadcast beside a sleeper costs ${cpu} times as much`);
    const clock = middle(beside.map((one) => one.clock)) - GRACE - 2 * middle(alone.map((one) => one.clock));
    assert.ok(clock < 0, `the others lose ${clock} ms more than the grace and the time of one round`);
  },
  { maxQueuedBytes: BOUND, slowReaderGrace: GRACE },
);
