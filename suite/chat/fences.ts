import { encodeDirectRequest } from '../../wire';
import { mayBeNonce, newNonce } from '../fence-nonce';
import { Inconclusive, Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';

/** So many time-outs are waited at most behind something that comes slowly. */
const MOST_ROUNDS = 20;

/** A fence that is under way. */
interface Fence {
  /** What it says, as a report shows it. */
  readonly nonce: string;
  /** It is what its sender has sent first of all since its acceptance. */
  readonly isFirst: boolean;
  /** True once it has arrived. */
  readonly arrived: () => true | undefined;
}

/**
 * Direct messages with a nonce: when one arrives, whatever its sender caused at its addressee before is there too.
 * A connection has one fence under way at a time, so that none is joined to another: a server that cannot cope with
 * that (COSP-1-6) shall fail where it is the subject.
 */
export class Fences {
  readonly #waiting = new Set<string>();
  readonly #latest = new Map<ChatPeer, Promise<void>>();

  constructor(private readonly chat: Chat) {}

  /** Whether a direct message to `peer` is a fence that was under way to it; it has arrived then. */
  takes(peer: ChatPeer, text: Uint8Array): boolean {
    return mayBeNonce(text) && this.#waiting.delete(`${peer.name}: ${Buffer.from(text).toString('latin1')}`);
  }

  /** Sends a fence, behind the earlier ones of the same connection, and waits for it. */
  prove(from: ChatPeer, to: ChatPeer): Promise<void> {
    return this.#inTurn(from, () => this.#prove(from, to));
  }

  /**
   * The same where the server may end either connection instead: waits for one of these, and as long as something
   * else comes to `to` before it.
   */
  proveOrEnd(from: ChatPeer, to: ChatPeer): Promise<void> {
    return this.#inTurn(from, async () => {
      const { arrived } = this.#send(from, to, await this.chat.idOf(from, to));
      const ended = (): true | undefined => (from.gone || to.gone || to.problem ? true : undefined);
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const { bytesReceived } = to;
        const came = await to.connection.either(from.connection, () => arrived() ?? ended());
        if (came || to.bytesReceived === bytesReceived) return;
      }
    });
  }

  /** Where an earlier fence of the connection has failed, so do those behind it. */
  #inTurn(from: ChatPeer, fence: () => Promise<void>): Promise<void> {
    const turn = (this.#latest.get(from) ?? Promise.resolve()).then(fence);
    this.#latest.set(from, turn);
    turn.catch(() => undefined);
    return turn;
  }

  async #prove(from: ChatPeer, to: ChatPeer): Promise<void> {
    const id = await this.chat.idOf(from, to);
    const fence = this.#send(from, to, id);
    const expected = `response 3 with the fence "${fence.nonce}" from "${from.name}"`;
    try {
      const { privateConnections } = this.chat;
      const isBesidePrivate = privateConnections.hasBegun(from) || privateConnections.hasBegun(to);
      await to.until(fence.arrived, expected, isBesidePrivate ? 'COSP-6.2-7' : 'COSP-5.1-1');
    } catch (error) {
      if (from.gone || to.gone || to.problem) throw error;
      await this.#checkLeftLying([from, to, id], fence);
      throw error;
    }
  }

  /** A second fence tells whether the first was lost or left lying because it came together with other frames. */
  async #checkLeftLying([from, to, id]: [ChatPeer, ChatPeer, number], first: Fence): Promise<void> {
    await this.#checkLate(to, () => first.arrived() === true, `a message from "${from.name}"`);
    const second = this.#send(from, to, id);
    const came = await to.connection.until(() => first.arrived() ?? second.arrived());
    if (!came) return;
    throw new Violation(
      `a message from "${from.name}" to "${to.name}" that came together with other frames was ` +
        (first.arrived() ? 'left lying until more bytes came' : 'lost'),
      {
        // The first frame of a newcomer that was not served comes together with nothing.
        blames: first.isFirst && !first.arrived() ? 'COSP-2.1-5' : 'COSP-1-6',
        // One that is lost may be one of many.
        ...(!first.arrived() && { presumed: true, otherwise: 'COSP-5.1-1' }),
        missing: true,
        expected: `response 3 with "${first.nonce}", at once`,
        actual: first.arrived() ? 'it came behind the next message' : 'only the next message came',
        peer: to.name,
      },
    );
  }

  /**
   * Where something from one peer has not come to another: whether it comes when more bytes do. It has been left lying
   * then behind what it came together with (COSP-1-6).
   */
  async checkLeftLying(from: ChatPeer, to: ChatPeer, arrived: () => boolean, what: string): Promise<void> {
    const canSend = from.present && !from.sendsPieces && to.present && !to.problem && !arrived();
    const id = canSend ? from.view?.idOf(to.key) : undefined;
    if (id === undefined) return;
    await this.#checkLate(to, arrived, what);
    const more = this.#send(from, to, id);
    await to.connection.until(() => (arrived() || to.problem ? true : more.arrived()));
    if (!arrived()) return;
    throw new Violation(`what "${from.name}" sent came to "${to.name}" only when "${from.name}" sent more`, {
      blames: 'COSP-1-6',
      presumed: true,
      expected: `${what}, at once`,
      actual: 'it came behind the next message',
      peer: to.name,
    });
  }

  /**
   * Waits once more, and sends nothing meanwhile: what comes then was late. There is no time that a message may take at
   * most, so the server is not to blame for that it was not waited for long enough.
   */
  async #checkLate(to: ChatPeer, arrived: () => boolean, what: string): Promise<void> {
    const { lateness } = this.chat.context;
    if (lateness.isRuledOut) return;
    const ended = await to.connection.until(() => (arrived() || to.gone || to.problem ? true : undefined));
    if (!ended) lateness.lost();
    if (!arrived()) return;
    lateness.late();
    const seconds = this.chat.context.timeout / 1000;
    throw new Inconclusive(
      `${what} came to "${to.name}", but only after ${seconds} s: give the server more time (--timeout)`,
    );
  }

  #send(from: ChatPeer, to: ChatPeer, id: number): Fence {
    const nonce = newNonce();
    const entry = `${to.name}: ${nonce}`;
    this.#waiting.add(entry);
    const { stimulus, hasRequested } = from;
    from.send('client_request', encodeDirectRequest(id, nonce));
    from.stimulus = stimulus;
    return { nonce, isFirst: !hasRequested, arrived: () => (this.#waiting.has(entry) ? undefined : true) };
  }

  /**
   * Proves that whatever the peers have caused so far has arrived everywhere: a fence from each peer that has asked for
   * anything to each other one, and one back. Of those that have only registered, the announcements are awaited anyhow: a
   * single fence of each tells that the server is done with them.
   */
  async settle(): Promise<void> {
    const present = this.chat.present().filter((peer) => !peer.deaf && !peer.uncertain);
    await this.#goRound(present);
    const loud = present.filter((peer) => peer.stimulus === 'request');
    const newcomers = present.filter((peer) => peer.stimulus === 'registration');
    if (present.length === 1 && loud.length + newcomers.length > 0)
      present.push(await this.chat.register('witness'));
    for (const peer of present) peer.stimulus = 'none';
    await Promise.all(loud.map((peer) => this.#proveToAll(peer, present)));
    const next = (peer: ChatPeer): ChatPeer =>
      present[(present.indexOf(peer) + 1) % present.length] as ChatPeer;
    // A newcomer's fence to one of those that have asked is the one back to it.
    const due = [...loud];
    const single = newcomers.map((peer) => this.prove(peer, due.shift() ?? next(peer)));
    await Promise.all([...single, ...due.map((peer) => this.prove(next(peer), peer))]);
  }

  async #proveToAll(peer: ChatPeer, present: readonly ChatPeer[]): Promise<void> {
    await Promise.all(present.filter((other) => other !== peer).map((other) => this.prove(peer, other)));
  }

  /**
   * The same at the end of a scenario, with fewer fences: each that has sent anything proves to the newcomer that the
   * server is done with it, and the newcomer's fences, sent behind those, arrive behind whatever came of it.
   */
  async settleBefore(newcomer: ChatPeer): Promise<void> {
    const present = this.chat.present().filter((peer) => !peer.deaf && !peer.uncertain);
    await this.#goRound(present);
    const others = present.filter((peer) => peer !== newcomer);
    const unproven = others.filter((peer) => peer.stimulus !== 'none');
    for (const peer of unproven) peer.stimulus = 'none';
    await Promise.all(unproven.map((peer) => this.prove(peer, newcomer)));
    await Promise.all(others.map((peer) => this.prove(newcomer, peer)));
  }

  /** Lets the server go round once for those that have asked for nothing, so that no fence joins a request. */
  async #goRound(present: readonly ChatPeer[]): Promise<void> {
    if (this.chat.context.segmentation.mode === 'coalesced') return;
    const loud = present.filter((peer) => peer.stimulus === 'request');
    const [from, to] = [...present.filter((peer) => !loud.includes(peer)), ...loud];
    if (loud.length > 0 && from && to && !loud.includes(from)) await this.prove(from, to);
  }
}
