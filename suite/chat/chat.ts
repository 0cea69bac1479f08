import type { Conversation } from '../conversation';
import type { ObservedChoice } from '../evidence';
import { Violation } from '../judgement';
import { ChatPeer, type ChatPeerObserver } from '../peer/chat-peer';
import type { ConnectionContext } from '../peer/connection';
import { type RosterView, shown } from '../peer/roster-view';
import { Fences } from './fences';
import { Ledger } from './ledger';
import { PrivateConnections } from './private-connections';

/** What a chat has to know of the run beyond its connections. */
export interface ChatContext extends Omit<ConnectionContext, 'beforeWait'> {
  /** Others may be on the server: tolerate what they do. */
  readonly shared: boolean;
  /** Appended to each pseudonym that a scenario names, so that it is nobody else's on a shared server. */
  readonly suffix: string;
  /** Keys of pseudonyms of earlier scenarios whose departure nobody has seen. */
  readonly ghosts: ReadonlySet<string>;
}

/** From so many registered peers on, those that have only registered send one fence each. */
const CROWD = 12;

/** Many light clients of a scenario that are handled as one. */
export interface CrowdOfChat {
  /** Keys of the pseudonyms that they have asked for. */
  readonly keys: readonly string[];
  /** Whether they have gone, or are going. */
  readonly left: boolean;
  leave(): Promise<void>;
  dispose(): void;
}

/** All peers of one scenario on the server under test, and what must hold between them. */
export class Chat implements ChatPeerObserver {
  /** Chat connections by the name that the scenario gives them. */
  readonly peers = new Map<string, ChatPeer>();
  readonly ledger = new Ledger();
  readonly choices: ObservedChoice[] = [];
  /** Clients that are no peers of their own. */
  readonly crowds: CrowdOfChat[] = [];
  readonly privateConnections: PrivateConnections;
  readonly #departed = new Set<string>();
  /** Keys of those whose departure somebody had been told of when a peer asked, and that nobody has asked for since. */
  readonly #departedWhenAsked = new Map<ChatPeer, Set<string>>();
  readonly #fences = new Fences();
  /** Keys of those that were registered when a peer asked for its pseudonym. */
  readonly #presentWhenAsked = new Map<ChatPeer, ChatPeer[]>();
  readonly #connectionContext: ConnectionContext;

  constructor(readonly context: ChatContext) {
    this.#connectionContext = { ...context, beforeWait: () => this.flush() };
    this.privateConnections = new PrivateConnections(this.#connectionContext);
  }

  get conversation(): Conversation {
    return this.context.conversation;
  }

  get connectionContext(): ConnectionContext {
    return this.#connectionContext;
  }

  /** Writes what `coalesced` segmentation has held back. */
  flush(): void {
    for (const peer of this.peers.values()) peer.connection.flush();
    this.privateConnections.flush();
  }

  /** The pseudonym that stands on the wire for a name of the scenario. */
  pseudonymFor(name: string): Buffer {
    return Buffer.from(name + this.context.suffix, 'utf8');
  }

  /** The peer that the scenario calls so. */
  peer(name: string): ChatPeer {
    const peer = this.peers.get(name);
    if (!peer) throw new Error(`the scenario has no peer "${name}"`);
    return peer;
  }

  /** Peers that are registered and whose connection is open. */
  present(): ChatPeer[] {
    return [...this.peers.values()].filter((peer) => peer.present);
  }

  /** Opens a chat connection that has not registered. Replaces a peer of that name that has gone. */
  async connect(name: string, local?: { localAddress?: string; localPort: number }): Promise<ChatPeer> {
    const before = this.peers.get(name);
    if (before) this.peers.set(this.#nameOfEarlier(name), before);
    const peer = await ChatPeer.connect(name, this.#connectionContext, this, local);
    this.peers.set(name, peer);
    return peer;
  }

  #nameOfEarlier(name: string): string {
    for (let number = 1; ; number++) {
      const earlier = `${name} (${number})`;
      if (!this.peers.has(earlier)) return earlier;
    }
  }

  /** Connects and registers; fails about COSP-2.1-1, or about `blames`. */
  async register(
    name: string,
    pseudonym: Uint8Array = this.pseudonymFor(name),
    blames?: string,
  ): Promise<ChatPeer> {
    const peer = await this.connect(name);
    peer.ask(pseudonym);
    await peer.accepted(blames);
    return peer;
  }

  /** The identifier of `other`, as `viewer` has been told it; waits for the announcement. */
  async idOf(viewer: ChatPeer, other: ChatPeer, blames = 'COSP-3.1-1'): Promise<number> {
    if (viewer === other) return this.#ownIdOf(viewer);
    return this.#told(viewer, other, blames, () => viewer.view?.idOf(other.key));
  }

  /** The identifier that `viewer` last knew for `other`, which may have left since; waits for the announcement. */
  async addressOf(viewer: ChatPeer, other: ChatPeer): Promise<number> {
    if (viewer === other) return this.#ownIdOf(viewer);
    const { key } = other;
    const last = (): number | undefined =>
      other.leaving || other.uncertain ? viewer.view?.lastIdOf(key) : undefined;
    return this.#told(viewer, other, 'COSP-3.1-1', () => viewer.view?.idOf(key) ?? last());
  }

  #told<T>(viewer: ChatPeer, other: ChatPeer, blames: string, probe: () => T | undefined): Promise<T> {
    return viewer.until(probe, `"${other.name}" in the roster: in the list or by response 0`, blames);
  }

  /** A peer's own identifier, which only the others are told for sure. */
  async #ownIdOf(peer: ChatPeer): Promise<number> {
    const known = peer.view?.own ?? this.ledger.idsOf(peer.key).at(-1);
    if (known !== undefined) return known;
    const witness =
      this.present().find((other) => other !== peer && !other.deaf) ?? (await this.register('witness'));
    return this.idOf(witness, peer);
  }

  /** Records an option of the register of choices. */
  choose(id: string, option: string, key?: string): void {
    this.choices.push({ id, option, ...(key && { key }) });
  }

  /** Whether somebody of that pseudonym may be in the roster although no peer of the scenario has it. */
  isStranger(key: string): boolean {
    return this.context.shared || this.context.ghosts.has(key);
  }

  asking(peer: ChatPeer): void {
    this.ledger.asking(peer.key);
    this.#departed.delete(peer.key);
    for (const departed of this.#departedWhenAsked.values()) departed.delete(peer.key);
    this.#departedWhenAsked.set(peer, new Set(this.#departed));
    this.#presentWhenAsked.set(peer, this.present());
  }

  isInUse(peer: ChatPeer): boolean {
    return this.present().some((other) => other !== peer && other.key === peer.key);
  }

  /** Checks a newcomer's list: everybody who was there, nobody who is not (COSP-2.1-2, COSP-2.1-3). */
  accepted(peer: ChatPeer, view: RosterView): void {
    for (const [id, key] of view.entries()) {
      this.ledger.observe(key, id, peer.name);
      this.#checkListed(peer, key);
    }
    this.#departedWhenAsked.delete(peer);
    if (view.own !== undefined) this.ledger.observe(peer.key, view.own, peer.name);
    for (const other of this.#presentWhenAsked.get(peer) ?? []) {
      if (
        other !== peer &&
        other.present &&
        !other.uncertain &&
        !other.deaf &&
        view.idOf(other.key) === undefined
      ) {
        throw new Violation(`the list has no entry for "${other.name}", which is registered`, {
          blames: 'COSP-2.1-2',
          expected: 'every other registered client in the list',
          actual: `${view.size} entries: ${[...view.keys()].slice(0, 10).map(shown).join(', ')}`,
        });
      }
    }
  }

  #checkListed(peer: ChatPeer, key: string): void {
    if (this.isStranger(key)) return;
    const departed = this.#departedWhenAsked.get(peer)?.has(key);
    if (departed || !this.ledger.hasAsked(key)) {
      throw new Violation(
        `the list has ${shown(key)}, ${departed ? 'whose departure was announced' : 'which is no pseudonym that anybody has asked for'}`,
        { blames: departed ? 'COSP-2.1-3' : undefined, expected: 'registered clients only' },
      );
    }
  }

  /** A pseudonym that is announced although it is taken is that of a client that was refused (COSP-2.2-2). */
  joining(peer: ChatPeer, key: string): void {
    const isRefused = (other: ChatPeer): boolean => other.key === key && !other.registered && other.hasSent;
    if (peer.view?.idOf(key) === undefined || ![...this.peers.values()].some(isRefused)) return;
    throw new Violation(`${shown(key)} was announced again, for a client that was refused`, {
      blames: 'COSP-2.2-2',
      expected: 'nothing: a refused client is not registered',
    });
  }

  joined(peer: ChatPeer, id: number, key: string): void {
    this.ledger.observe(key, id, peer.name);
    if (!this.ledger.hasAsked(key) && !this.isStranger(key)) {
      throw new Violation(`${shown(key)} was announced, which is no pseudonym that anybody has asked for`, {
        expected: 'the pseudonyms of registered clients, byte for byte',
      });
    }
  }

  left(peer: ChatPeer, _id: number, key: string): void {
    const holders = [...this.peers.values()].filter((other) => other.key === key);
    const [there] = holders.filter((other) => other.present && !other.uncertain && !other.deaf);
    // An earlier holder's departure may be told after a later one was accepted.
    if (there && !holders.some((other) => other.registered && other.leaving))
      throw this.#leftThough(there, peer);
    if (!holders.some((other) => !other.leaving)) this.#departed.add(key);
  }

  /**
   * The departure of somebody who is there is often that of a client that was refused its pseudonym. Else the server
   * has mostly just dropped it, for something that the scenario is about.
   */
  #leftThough(there: ChatPeer, told: ChatPeer): Violation {
    const refused = [...this.peers.values()].find((other) => other.key === there.key && !other.registered);
    return new Violation(`"${told.name}" was told that "${there.name}" has left, which is still registered`, {
      blames: refused ? (refused.leaving || refused.gone ? 'COSP-3.2-4' : 'COSP-2.2-4') : undefined,
      expected: 'response 1 for clients that have left, and for no others',
    });
  }

  isOwnId(peer: ChatPeer, id: number): boolean {
    return this.ledger.idsOf(peer.key).includes(id);
  }

  takesFence(peer: ChatPeer, text: Uint8Array): boolean {
    return this.#fences.takes(peer, text);
  }

  /**
   * Proves that whatever `from` has caused at `to` has arrived: a direct message with a nonce, sent by the
   * same connection, arrives behind it (COSP-5.1-3).
   */
  async fence(from: ChatPeer, to: ChatPeer): Promise<void> {
    const { nonce, arrived } = this.#fences.send(from, to, await this.idOf(from, to));
    await to.until(arrived, `response 3 with the fence "${nonce}" from "${from.name}"`, 'COSP-5.1-1');
  }

  /** The same where the server may end the connection of `from` instead: waits for either. */
  async fenceOrEnd(from: ChatPeer, to: ChatPeer): Promise<void> {
    const { arrived } = this.#fences.send(from, to, await this.idOf(from, to));
    const ended = (): true | undefined => (from.gone || to.gone ? true : undefined);
    this.flush();
    await to.connection.signal.until(
      () => arrived() ?? ended(),
      this.context.timeout,
      from.connection.signal,
    );
  }

  /**
   * Proves that whatever the peers have caused so far has arrived everywhere: a fence from each peer that
   * has sent requests to each other one, and for itself one there and back.
   */
  async settle(): Promise<void> {
    const present = this.present().filter((peer) => !peer.deaf && !peer.uncertain);
    const senders = present.filter((peer) => peer.stimulus !== 'none');
    await Promise.all(senders.map((sender) => this.#settleFrom(sender, present)));
  }

  async #settleFrom(sender: ChatPeer, present: ChatPeer[]): Promise<void> {
    const others = present.filter((peer) => peer !== sender);
    if (others.length === 0) others.push(await this.register('witness'));
    // A crowd that has only registered: the announcements are awaited anyhow, and fences between all are too many.
    const isOneOfMany = present.length > CROWD && sender.stimulus === 'registration';
    sender.stimulus = 'none';
    const next = others[present.indexOf(sender) % others.length] as ChatPeer;
    await Promise.all((isOneOfMany ? [next] : others).map((other) => this.fence(sender, other)));
    await this.fence(next, sender);
  }

  /** Keys of all pseudonyms that clients of the scenario have asked for. */
  keys(): Set<string> {
    const peers = [...this.peers.values()].filter((peer) => peer.pseudonym.length > 0);
    return new Set([...peers.map(({ key }) => key), ...this.crowds.flatMap(({ keys }) => keys)]);
  }

  /** Whether the server has ended a connection of the scenario. */
  get connectionLost(): boolean {
    return [...this.peers.values()].some((peer) => peer.gone && !peer.leaving);
  }

  /** Frees all sockets and ports. */
  async dispose(): Promise<void> {
    for (const peer of this.peers.values()) peer.connection.dispose();
    for (const crowd of this.crowds) crowd.dispose();
    await this.privateConnections.dispose();
  }
}
