import { Inconclusive, Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { ConnectionContext } from '../peer/connection';
import { PrivateSide } from '../peer/private-side';
import { PrivateStream } from '../peer/private-stream';
import { type ClaimedPort, claimPrivatePort, type ReservedPort, tryReserve } from '../target/ports';

/** A port that a peer has declared in a request or an acceptance, and the ends of the peer's chat connection. */
export interface Declaration {
  readonly port: number;
  /** Missing where the scenario itself names the port and it is not to be had: nobody connects from it. */
  readonly reserved: ReservedPort | undefined;
  readonly localAddress: string;
  /** The server's address, as the chat connection has it. */
  readonly host: string;
}

/** One private connection of the scenario, from the request on, whatever becomes of it. */
export class PrivateConnection {
  readonly declared = new Map<ChatPeer, Declaration>();
  readonly sides = new Map<ChatPeer, PrivateSide>();
  /** What each sender streams. */
  readonly streams = new Map<ChatPeer, PrivateStream>();

  constructor(
    readonly requester: ChatPeer,
    readonly addressee: ChatPeer,
  ) {}

  /** The partner of one of the two. */
  partnerOf(peer: ChatPeer): ChatPeer {
    return peer === this.requester ? this.addressee : this.requester;
  }

  /** Both have declared a port: it was asked for, and accepted. */
  get accepted(): boolean {
    return this.declared.size === 2;
  }

  /** The connection that the peer has opened for it. */
  side(owner: ChatPeer): PrivateSide {
    const side = this.sides.get(owner);
    if (!side) throw new Error(`"${owner.name}" has not connected`);
    return side;
  }

  /** Begins to send `length` bytes, which the partner's side checks as they come, also if it connects later. */
  stream(sender: ChatPeer, length: number): Promise<boolean> {
    const stream = new PrivateStream(length);
    this.streams.set(sender, stream);
    this.sides.get(this.partnerOf(sender))?.expectStream(stream);
    return this.side(sender).sendStream(stream);
  }
}

/** The private connections of one scenario. */
export class PrivateConnections {
  readonly #all: PrivateConnection[] = [];
  readonly #sides: PrivateSide[] = [];
  readonly #claims: ClaimedPort[] = [];

  constructor(private readonly context: ConnectionContext) {}

  /** All connections that peers have opened from declared ports. */
  get sides(): readonly PrivateSide[] {
    return this.#sides;
  }

  /** All ports that were declared. */
  get declarations(): Declaration[] {
    return this.#all.flatMap(({ declared }) => [...declared.values()]);
  }

  /** Whether a side of an accepted one has not connected yet. */
  get awaitSides(): boolean {
    return this.#all.some(({ accepted, sides }) => accepted && sides.size < 2);
  }

  /** Whether the peer has one that was accepted, whatever has become of it. */
  hasBegun(peer: ChatPeer): boolean {
    return this.#all.some(({ accepted, declared }) => accepted && declared.has(peer));
  }

  /** A new one that `requester` is about to ask for. */
  add(requester: ChatPeer, addressee: ChatPeer): PrivateConnection {
    const connection = new PrivateConnection(requester, addressee);
    this.#all.push(connection);
    return connection;
  }

  /** The private connection of the two, whoever has asked: the `ordinal`-th (from 1), or the latest. */
  between(one: ChatPeer, other: ChatPeer, ordinal?: number): PrivateConnection {
    const theirs = this.#all.filter(
      ({ requester, addressee }) =>
        (requester === one && addressee === other) || (requester === other && addressee === one),
    );
    const found = ordinal === undefined ? theirs.at(-1) : theirs[ordinal - 1];
    if (!found) throw new Error(`"${one.name}" and "${other.name}" have not talked of a private connection`);
    return found;
  }

  /** The latest that `owner` has declared a port for. */
  latestOf(owner: ChatPeer): PrivateConnection {
    const latest = this.#all.findLast(({ declared }) => declared.has(owner));
    if (!latest) throw new Error(`"${owner.name}" has not declared a port`);
    return latest;
  }

  /** What `addressee` is about to accept; one that nobody has asked for is noted as if it had been. */
  toAccept(requester: ChatPeer, addressee: ChatPeer): PrivateConnection {
    const asked = this.#all.findLast(
      (one) => one.requester === requester && one.addressee === addressee && !one.declared.has(addressee),
    );
    return asked ?? this.add(requester, addressee);
  }

  /** Declares a port for `owner`: a free one, which is kept from others, or the given one. */
  async declare(connection: PrivateConnection, owner: ChatPeer, port?: number): Promise<number> {
    const { localAddress, remoteAddress: host } = owner.connection;
    const reserved = await (port === undefined ? this.#claim(localAddress) : tryReserve(port, localAddress));
    const declaration = { port: port ?? (reserved as ReservedPort).port, reserved, localAddress, host };
    connection.declared.set(owner, declaration);
    return declaration.port;
  }

  async #claim(localAddress: string): Promise<ClaimedPort> {
    const claimed = await claimPrivatePort(localAddress);
    this.#claims.push(claimed);
    return claimed;
  }

  /** The declaration of `owner`; frees its port for connecting from it. */
  async release(connection: PrivateConnection, owner: ChatPeer): Promise<Declaration> {
    const declaration = connection.declared.get(owner);
    if (!declaration) throw new Error(`"${owner.name}" has not declared a port`);
    this.context.beforeWait();
    await declaration.reserved?.release();
    return declaration;
  }

  /** Frees the port that `owner` has declared last, for somebody who connects from it without being told to. */
  async releaseLatest(owner: ChatPeer): Promise<{ localAddress: string; localPort: number }> {
    const { localAddress, port } = await this.release(this.latestOf(owner), owner);
    return { localAddress, localPort: port };
  }

  /** Frees the port that `owner` has declared, to declare it once more. */
  async reuse(connection: PrivateConnection, owner: ChatPeer): Promise<{ port: number }> {
    const { port } = await this.release(connection, owner);
    return { port };
  }

  /**
   * Opens the side of `owner` from the port that it has declared.
   * @throws Inconclusive when the port is no longer to be had.
   */
  async open(connection: PrivateConnection, owner: ChatPeer, blames?: string): Promise<PrivateSide> {
    const { port, localAddress, host } = await this.release(connection, owner);
    const partner = connection.partnerOf(owner);
    const name = `${owner.name}'s side of the private connection with ${partner.name}`;
    try {
      const side = await PrivateSide.open(name, { ...this.context, host }, { localPort: port, localAddress });
      this.#sides.push(side);
      connection.sides.set(owner, side);
      const due = connection.streams.get(partner);
      if (due) side.expectStream(due);
      return side;
    } catch (error) {
      throw failedConnect(name, error as NodeJS.ErrnoException, blames);
    }
  }

  /** Writes what `coalesced` segmentation has held back. */
  flush(): void {
    for (const { connection } of this.#sides) connection.flush();
  }

  /** Frees all sockets and ports. */
  async dispose(): Promise<void> {
    for (const { connection } of this.#sides) connection.dispose();
    await Promise.all(this.declarations.map(({ reserved }) => reserved?.release()));
    await Promise.all(this.#claims.map((claimed) => claimed.giveUp()));
  }
}

/** A port that somebody has taken meanwhile says nothing about the server; a connection that it does not take does. */
export function failedConnect(name: string, error: NodeJS.ErrnoException, blames: string | undefined): Error {
  if (error.code === 'EADDRINUSE' || error.code === 'EADDRNOTAVAIL') {
    return new Inconclusive(`no connection could be opened from the declared port: ${error.code}`);
  }
  return new Violation(`${name} could not be opened`, {
    blames,
    expected: 'the server takes the connection',
    actual: error.code ?? error.message,
  });
}
