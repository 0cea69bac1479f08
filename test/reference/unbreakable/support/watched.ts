import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { CospServerOptions } from '../../../../reference/server';
import { type Listener, Member } from '../../../../tools/support/member';
import { ObservedServer, type Sight } from '../../../../tools/support/observed';

/** A server in a process of its own and the members that talk to it. */
export class Watched {
  readonly members: Member[] = [];

  constructor(
    readonly server: ObservedServer,
    /** Writes a measured figure into the test's output. */
    readonly tell: (figure: string) => void,
  ) {}

  /** A registered member. */
  async join(pseudonym: string, listener?: Listener): Promise<Member> {
    const member = await this.connect(pseudonym, listener);
    await member.register();
    return member;
  }

  /** A member that has not asked for its pseudonym. */
  async connect(pseudonym: string, listener?: Listener, localAddress?: string): Promise<Member> {
    const member = await Member.connect({ port: this.server.port, localAddress }, pseudonym, listener);
    this.members.push(member);
    return member;
  }

  /** Registered members, connected some at a time. */
  async joinMany(pseudonyms: readonly string[], listenerOf?: (index: number) => Listener): Promise<Member[]> {
    return inTurns(pseudonyms.length, (index) => this.join(pseudonyms[index] ?? '', listenerOf?.(index)));
  }
}

/** Makes so many of something, a hundred at a time. */
export async function inTurns<Made>(count: number, make: (index: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let first = 0; first < count; first += AT_A_TIME) {
    const length = Math.min(AT_A_TIME, count - first);
    made.push(...(await Promise.all(Array.from({ length }, (_, index) => make(first + index)))));
  }
  return made;
}

const AT_A_TIME = 100;
/** Descriptors that a process needs for other things than connections. */
const OTHER_DESCRIPTORS = 200;
/** Only to end a test that hangs; none comes near it. */
const TIMEOUT = 240_000;
/** Likewise. */
const LONGEST_RETURN = 60_000;

/** A test against a server in a process of its own, which may never log a fault. */
export function watched(
  name: string,
  play: (watched: Watched, context: TestContext) => Promise<void>,
  options: CospServerOptions = {},
): void {
  test(name, { timeout: TIMEOUT }, async (context) => {
    const server = await ObservedServer.start(options);
    const stage = new Watched(server, (figure) => context.diagnostic(figure));
    try {
      await play(stage, context);
      assert.deepEqual((await server.look()).faults, []);
    } finally {
      for (const { socket } of stage.members) socket.destroy();
      await server.stop();
    }
  });
}

/** Waits until the server holds again what it held before: sockets, timers, descriptors, and whatever it counts. */
export async function returned(server: ObservedServer, before: Sight): Promise<Sight> {
  const held = ({ state, resources, descriptors }: Sight): object => ({ state, resources, descriptors });
  const deadline = performance.now() + LONGEST_RETURN;
  const sight = await server.until(
    (now) => isDeepStrictEqual(held(now), held(before)) || performance.now() > deadline,
  );
  assert.deepEqual(held(sight), held(before));
  return sight;
}

/** How many of so many connections a process of this machine can have. */
export function affordable(connections: number): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? connections : Math.min(connections, Number(limit) - OTHER_DESCRIPTORS);
}
