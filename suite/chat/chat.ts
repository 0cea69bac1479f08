import type { Conversation } from '../conversation';
import type { ObservedChoice } from '../evidence';
import { ChatPeer, type ChatPeerObserver } from '../peer/chat-peer';
import type { ConnectionContext } from '../peer/connection';
import type { RosterView } from '../peer/roster-view';
import type { Lateness } from '../vain-waits';
import { Attendance } from './attendance';
import { Fences } from './fences';
import type { Ledger } from './ledger';
import { PrivateConnections } from './private-connections';

/** What a chat has to know of the run beyond its connections. */
export interface ChatContext extends Omit<ConnectionContext, 'beforeWait'> {
  /** Others may be on the server: tolerate what they do. */
  readonly shared: boolean;
  /** Appended to each pseudonym that a scenario names, so that it is nobody else's on a shared server. */
  readonly suffix: string;
  /** Keys of pseudonyms of earlier scenarios whose departure nobody has seen. */
  readonly ghosts: ReadonlySet<string>;
  /** Keys of all pseudonyms that earlier scenarios have asked for on this server. */
  readonly former: ReadonlySet<string>;
  /** Whether what does not come in time may still come. */
  readonly lateness: Lateness;
}

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
  readonly attendance: Attendance = new Attendance(this);
  readonly choices: ObservedChoice[] = [];
  /** Clients that are no peers of their own. */
  readonly crowds: CrowdOfChat[] = [];
  readonly privateConnections: PrivateConnections;
  readonly #fences: Fences = new Fences(this);
  readonly #connectionContext: ConnectionContext;

  constructor(readonly context: ChatContext) {
    this.#connectionContext = { ...context, beforeWait: () => this.flush() };
    this.privateConnections = new PrivateConnections(this.#connectionContext);
  }

  /** Which identifier belongs to which pseudonym, over everything that was told. */
  get ledger(): Ledger {
    return this.attendance.ledger;
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
    await peer.accepted(blames ?? (this.privateConnections.awaitSides ? 'COSP-6.2-10' : undefined));
    return peer;
  }

  /** The identifier of `other`, as `viewer` has been told it; waits for the announcement. */
  async idOf(viewer: ChatPeer, other: ChatPeer, blames?: string): Promise<number> {
    if (viewer === other) return this.#ownIdOf(viewer);
    return this.#told(viewer, other, () => viewer.view?.idOf(other.key), blames);
  }

  /** The identifier that `viewer` last knew for `other`, which may have left since; waits for the announcement. */
  async addressOf(viewer: ChatPeer, other: ChatPeer): Promise<number> {
    if (viewer === other) return this.#ownIdOf(viewer);
    const { key } = other;
    const last = (): number | undefined =>
      other.leaving || other.uncertain ? viewer.view?.lastIdOf(key) : undefined;
    return this.#told(viewer, other, () => viewer.view?.idOf(key) ?? last());
  }

  #told<T>(
    viewer: ChatPeer,
    other: ChatPeer,
    probe: () => T | undefined,
    blames = this.attendance.blameForMissing(viewer, other),
  ): Promise<T> {
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

  /** Whether an earlier scenario has asked for the pseudonym. */
  isFormer(key: string): boolean {
    return this.context.former.has(key);
  }

  /** Whether somebody of that pseudonym may be in the roster although no peer of the scenario has it. */
  isStranger(key: string): boolean {
    return this.context.shared || this.context.ghosts.has(key);
  }

  asking(peer: ChatPeer): void {
    this.attendance.asking(peer);
  }

  hasOthers(peer: ChatPeer): boolean {
    return this.present().some((other) => other !== peer);
  }

  hasAsked(key: string): boolean {
    return this.ledger.hasAsked(key);
  }

  isCrowded(peer: ChatPeer): Promise<boolean> {
    return this.attendance.isCrowded(peer);
  }

  isLeaving(id: number): boolean {
    // The last one of an earlier scenario leaves without being waited for, and its identifier is told to nobody in this one.
    const mayBeGhosts = this.context.ghosts.size > 0 && !this.ledger.hasIdentifier(id);
    return mayBeGhosts || this.attendance.isLeaving(id);
  }

  isInUse(peer: ChatPeer): boolean {
    return this.attendance.isInUse(peer);
  }

  refused(peer: ChatPeer): void {
    this.attendance.refused(peer);
  }

  isFreeAgain(peer: ChatPeer): boolean {
    return this.attendance.isFreeAgain(peer);
  }

  accepted(peer: ChatPeer, view: RosterView): void {
    this.attendance.accepted(peer, view);
  }

  entering(peer: ChatPeer, view: RosterView, id: number, key: string): void {
    this.attendance.entering(peer, view, id, key);
  }

  joined(peer: ChatPeer, id: number, key: string): void {
    this.attendance.joined(peer, id, key);
  }

  leaving(view: RosterView, id: number): void {
    this.attendance.leaving(view, id);
  }

  left(peer: ChatPeer, key: string): void {
    this.attendance.left(peer, key);
  }

  isOwnId(peer: ChatPeer, id: number): boolean {
    return this.ledger.idsOf(peer.key).includes(id);
  }

  hasKnownId(peer: ChatPeer): boolean {
    return this.ledger.idsOf(peer.key).length > 0;
  }

  takesFence(peer: ChatPeer, text: Uint8Array): boolean {
    return this.#fences.takes(peer, text);
  }

  /**
   * Proves that whatever `from` has caused at `to` has arrived: a direct message with a nonce, sent by the
   * same connection, arrives behind it (COSP-5.1-3).
   */
  fence(from: ChatPeer, to: ChatPeer): Promise<void> {
    return this.#fences.prove(from, to);
  }

  /** The same where the server may end the connection of `from` instead: waits for either. */
  fenceOrEnd(from: ChatPeer, to: ChatPeer): Promise<void> {
    return this.#fences.proveOrEnd(from, to);
  }

  /** Where something from one peer has not come to another: fails when it comes as soon as more bytes do (COSP-1-6). */
  checkLeftLying(from: ChatPeer, to: ChatPeer, arrived: () => boolean, what: string): Promise<void> {
    return this.#fences.checkLeftLying(from, to, arrived, what);
  }

  /** Proves that whatever the peers have caused so far has arrived everywhere. */
  settle(): Promise<void> {
    return this.#fences.settle();
  }

  /** The same at the end of a scenario, to which `newcomer` has come last. */
  settleBefore(newcomer: ChatPeer): Promise<void> {
    return this.#fences.settleBefore(newcomer);
  }

  /** Keys of all pseudonyms that clients of the scenario have asked for. */
  keys(): Set<string> {
    const peers = [...this.peers.values()].filter((peer) => peer.pseudonym.length > 0);
    return new Set([...peers.map(({ key }) => key), ...this.crowds.flatMap(({ keys }) => keys)]);
  }

  /** Whether the server has ended a connection of the scenario. */
  get connectionLost(): boolean {
    return [...this.peers.values()].some(
      ({ connection, leaving }) =>
        !leaving && (connection.finReceived || connection.end?.endsWith('by the server')),
    );
  }

  /** Frees all sockets and ports. */
  async dispose(): Promise<void> {
    for (const peer of this.peers.values()) peer.connection.dispose();
    for (const crowd of this.crowds) crowd.dispose();
    await this.privateConnections.dispose();
  }
}
