import assert from 'node:assert/strict';
import type { Member } from '../../../tools/support/member';
import { type Cosp, encodeBroadcastRequest, ResponseCode } from '../../../wire';
import { affordable, returned, type Watched, watched } from './support/watched';

/** `COSP_CROWD=19500` takes as many as 20,000 descriptors allow. */
const CROWD = affordable(Number(process.env.COSP_CROWD ?? 2_000));
/** What is left of the room for clients in the second test. */
const ROOM = 50;

/** Counts what each member of a crowd is told; that of the list included, nobody is told of fewer others or more. */
class Counts {
  readonly known: number[] = [];
  readonly left: number[] = [];
  readonly broadcasts: number[] = [];

  listener(index: number): object {
    this.known[index] = 0;
    this.left[index] = 0;
    this.broadcasts[index] = 0;
    return {
      accepted: ({ numClients }: Cosp.Accepted) => this.#add(this.known, index, numClients),
      response: ({ code }: { code: ResponseCode }) => {
        if (code === ResponseCode.JOINED) this.#add(this.known, index, 1);
        else if (code === ResponseCode.LEFT) this.#add(this.left, index, 1);
        else if (code === ResponseCode.BROADCAST) this.#add(this.broadcasts, index, 1);
      },
    };
  }

  #add(counts: number[], index: number, by: number): void {
    counts[index] = (counts[index] ?? 0) + by;
  }
}

const fenceAll = (members: readonly Member[]): Promise<unknown> =>
  Promise.all(members.map((member) => member.fence()));
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `client ${index}`);
/** All of them have the same. */
const only = (counts: readonly number[]): number[] => [...new Set(counts)];

async function joinAll(stage: Watched, count: number, counts: Counts): Promise<Member[]> {
  return stage.joinMany(names(count), (index) => counts.listener(index));
}

watched(
  `${CROWD} clients know each other, hear what one says to all, and leave (COSP-7-5)`,
  async (stage) => {
    const { server } = stage;
    const before = await server.look();
    const counts = new Counts();
    const members = await joinAll(stage, CROWD, counts);
    await fenceAll(members);
    assert.deepEqual(only(counts.known), [CROWD - 1]);
    const joined = await server.look({ collect: true });
    const kib = (joined.memory.resident - before.memory.resident) / CROWD / 1024;
    stage.tell(
      `${CROWD} clients: ${((joined.cpu - before.cpu) / CROWD).toFixed(2)} ms CPU to join, ${kib.toFixed(1)} KiB each`,
    );

    members[0]?.socket.write(encodeBroadcastRequest('hello'));
    await members[0]?.fence();
    await fenceAll(members);
    assert.deepEqual(counts.broadcasts.slice(0, 2), [0, 1]);
    assert.deepEqual(only(counts.broadcasts.slice(1)), [1]);

    const [stay, go] = [members.slice(0, CROWD / 10), members.slice(CROWD / 10)];
    await Promise.all(go.map((member) => member.leave()));
    await server.until(({ state }) => state.clients === stay.length);
    await fenceAll(stay);
    assert.deepEqual(only(counts.left.slice(0, stay.length)), [go.length]);
    await Promise.all(stay.map((member) => member.leave()));
    await returned(server, before);
  },
);

watched(
  'who comes when there is no room is ended without an answer, and gets in when somebody has left',
  async (stage) => {
    const { server } = stage;
    const counts = new Counts();
    const members = await joinAll(stage, ROOM, counts);
    const late = await Promise.all(names(20).map((name) => stage.connect(`late ${name}`)));
    for (const member of late) await assert.rejects(member.register(), /the connection is over: ended$/);
    assert.deepEqual(
      late.map(({ socket }) => socket.bytesRead),
      late.map(() => 0),
    );
    await server.until(({ state }) => state.sockets === ROOM);
    await fenceAll(members);
    assert.deepEqual(only(counts.known), [ROOM - 1], 'nobody has heard of those who did not get in');
    assert.deepEqual(only(counts.left), [0]);

    await members[0]?.leave();
    await server.until(({ state }) => state.clients === ROOM - 1);
    const newcomer = await stage.join('newcomer');
    await newcomer.fence();
    assert.equal((await server.look()).state.clients, ROOM);
  },
  { maxClients: ROOM },
);
