import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chat } from '../../suite/chat/chat';
import { Fences } from '../../suite/chat/fences';
import { Inconclusive, Violation } from '../../suite/judgement';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import { Lateness } from '../../suite/vain-waits';
import { decode } from '../../wire';

/** Alice, who writes, and bob, who gets of it what a server hands on while it is waited for. */
class Scene {
  readonly sent: Buffer[] = [];
  /** What happens in the first wait, in the second one, and so on. */
  waits: (() => void)[] = [];
  readonly fences: Fences;
  readonly lateness = new Lateness();
  readonly alice: ChatPeer;
  readonly bob: ChatPeer;

  constructor() {
    const wait = (probe: () => unknown): unknown => {
      this.waits.shift()?.();
      return probe();
    };
    const chat = {
      idOf: async () => 2,
      privateConnections: { hasBegun: () => false },
      context: { timeout: 5000, lateness: this.lateness },
    };
    this.fences = new Fences(chat as unknown as Chat);
    const send = (_type: string, frame: Buffer): void => void this.sent.push(frame);
    const view = { idOf: () => 2 };
    this.alice = {
      name: 'alice',
      present: true,
      stimulus: 'request',
      hasRequested: true,
      send,
      view,
    } as unknown as ChatPeer;
    const until = async (probe: () => unknown): Promise<unknown> => {
      const value = wait(probe);
      if (value === undefined) throw new Violation('did not come', { blames: 'COSP-5.1-1' });
      return value;
    };
    const connection = {
      until: async (probe: () => unknown) => wait(probe),
      either: async (_other: unknown, probe: () => unknown) => wait(probe),
    };
    this.bob = { name: 'bob', key: 'bob', present: true, until, connection } as unknown as ChatPeer;
  }

  /** Hands on what alice has sent as her first, second, ... message. */
  handOn(...messages: number[]): () => void {
    return () => {
      for (const message of messages) {
        const { body } = decode('client_request', this.sent[message - 1] as Buffer);
        assert.ok('text' in body && this.fences.takes(this.bob, body.text));
      }
    };
  }

  prove(): Promise<void> {
    return this.fences.prove(this.alice, this.bob);
  }
}

const nothing = (): void => undefined;
const blaming = (blames: string) => (error: unknown) =>
  error instanceof Violation && error.details.blames === blames;

describe('a fence', () => {
  it('holds where it comes', async () => {
    const scene = new Scene();
    scene.waits = [scene.handOn(1)];
    await scene.prove();
    assert.equal(scene.sent.length, 1);
  });

  it('that comes late, with nothing sent behind it, blames nobody', async () => {
    const scene = new Scene();
    scene.waits = [nothing, scene.handOn(1)];
    await assert.rejects(scene.prove(), (error) => {
      assert.ok(error instanceof Inconclusive, String(error));
      assert.match(error.message, /only after 5 s: give the server more time \(--timeout\)/);
      return true;
    });
    assert.equal(scene.sent.length, 1);
  });

  it('that comes only behind the next message was left lying (COSP-1-6)', async () => {
    const scene = new Scene();
    scene.waits = [nothing, nothing, scene.handOn(1, 2)];
    await assert.rejects(scene.prove(), /left lying until more bytes came/);
  });

  it('that does not come while the next message does was lost (COSP-1-6)', async () => {
    const scene = new Scene();
    scene.waits = [nothing, nothing, scene.handOn(2)];
    await assert.rejects(scene.prove(), blaming('COSP-1-6'));
  });

  it('of a newcomer that does not come while the next message does was lost (COSP-2.1-5)', async () => {
    const scene = new Scene();
    scene.alice.hasRequested = false;
    scene.waits = [nothing, nothing, scene.handOn(2)];
    await assert.rejects(scene.prove(), blaming('COSP-2.1-5'));
  });

  it('that does not come, nor anything behind it, is blamed by whom it was for', async () => {
    await assert.rejects(new Scene().prove(), blaming('COSP-5.1-1'));
  });

  it('is not waited for a second time where twenty did not come then, and none did', async () => {
    const scene = new Scene();
    for (let i = 0; i < 20; i++) scene.lateness.lost();
    scene.waits = [nothing, scene.handOn(1, 2)];
    await assert.rejects(scene.prove(), /left lying until more bytes came/);
  });

  it('is, where one of them did', async () => {
    const scene = new Scene();
    for (let i = 0; i < 20; i++) scene.lateness.lost();
    scene.lateness.late();
    scene.waits = [nothing, scene.handOn(1)];
    await assert.rejects(scene.prove(), (error) => error instanceof Inconclusive);
  });

  it('counts as lost, or as late, for those after it', async () => {
    const scene = new Scene();
    for (let i = 0; i < 19; i++) scene.lateness.lost();
    assert.equal(scene.lateness.isRuledOut, false);
    await assert.rejects(scene.prove());
    assert.equal(scene.lateness.isRuledOut, true);
    const other = new Scene();
    other.waits = [nothing, other.handOn(1)];
    await assert.rejects(other.prove());
    for (let i = 0; i < 20; i++) other.lateness.lost();
    assert.equal(other.lateness.isRuledOut, false);
  });
});

describe('a message that did not come', () => {
  const cases: [string, number, (error: unknown) => boolean][] = [
    ['comes late: nobody is to blame', 1, (error) => error instanceof Inconclusive],
    ['comes with more bytes: it was left lying (COSP-1-6)', 2, blaming('COSP-1-6')],
  ];
  for (const [name, wait, isExpected] of cases) {
    it(name, async () => {
      const scene = new Scene();
      let has = false;
      scene.waits[wait - 1] = () => (has = true);
      const check = scene.fences.checkLeftLying(scene.alice, scene.bob, () => has, 'the message');
      await assert.rejects(check, isExpected);
      assert.equal(scene.sent.length, wait - 1);
    });
  }

  it('and does not come with more bytes either says nothing more', async () => {
    const scene = new Scene();
    await scene.fences.checkLeftLying(scene.alice, scene.bob, () => false, 'the message');
    assert.equal(scene.sent.length, 1);
  });
});

describe('a fence, or the end of a connection', () => {
  it('is waited for as long as something else comes before it', async () => {
    const scene = new Scene();
    const bob = Object.assign(scene.bob, { bytesReceived: 0 });
    const more = (): void => {
      bob.bytesReceived += 100;
    };
    scene.waits = [more, more, nothing, nothing];
    await scene.fences.proveOrEnd(scene.alice, bob);
    assert.equal(scene.waits.length, 1, 'the third wait was in vain');
    const other = new Scene();
    other.waits = [() => Object.assign(other.bob, { bytesReceived: 1 }), other.handOn(1), nothing];
    await other.fences.proveOrEnd(other.alice, other.bob);
    assert.equal(other.waits.length, 1, 'it came in the second');
  });
});
