import { Violation } from '../judgement';
import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';
import { expectRefusal } from './registration';

/** So often a server is tried whose newcomers turn out to be served. */
const MOST_ROUNDS = 2;

/** So many come together, some of which a server is likely to find at the same moment. */
const TOGETHER = 8;

/** Newcomers that have just been accepted, and one that must get what they send. */
interface Arrival {
  readonly newcomers: readonly ChatPeer[];
  readonly witness: ChatPeer;
}

/**
 * Tries with clients of its own what a failure may come from: what a trial has shown holds for the whole run, and one that
 * cannot be made shows nothing.
 */
export class ServerTrials {
  #rounds = 0;
  #losesFirst = false;
  #deafensHolders: Promise<boolean> | undefined;
  #names = 0;

  /** Whether the first message of a newcomer is lost and its second is not: alone, beside others that talk, or join. */
  async losesFirst(chat: Chat): Promise<boolean> {
    if (this.#losesFirst || this.#rounds >= MOST_ROUNDS) return this.#losesFirst;
    this.#rounds++;
    for (const arrive of [this.#alone, this.#besideTalk, this.#together]) {
      const isLost = await isFirstLost(chat, () => arrive.call(this, chat));
      if (isLost) this.#losesFirst = true;
      if (isLost !== false) break;
    }
    return this.#losesFirst;
  }

  /** Whether a client of whose pseudonym another was refused is not told of a newcomer, and somebody else is. */
  deafensHolders(chat: Chat): Promise<boolean> {
    this.#deafensHolders ??= this.#isHolderDeaf(chat).catch(() => false);
    return this.#deafensHolders;
  }

  async #isHolderDeaf(chat: Chat): Promise<boolean> {
    const holder = await chat.register(this.#name());
    const contender = await chat.connect(this.#name());
    contender.ask(holder.pseudonym);
    await expectRefusal(chat, contender);
    const { newcomers, witness } = await this.#alone(chat);
    for (const newcomer of newcomers) {
      await chat.fence(newcomer, witness);
      await chat.idOf(witness, newcomer);
      // A holder that was not told of the newcomer has a problem with its message.
      await chat.fence(newcomer, holder).catch(() => undefined);
    }
    return newcomers.every(({ key }) => holder.view?.idOf(key) === undefined);
  }

  async #alone(chat: Chat): Promise<Arrival> {
    const witness = await chat.register(this.#name());
    return { newcomers: [await chat.register(this.#name())], witness };
  }

  async #besideTalk(chat: Chat): Promise<Arrival> {
    const speaker = await chat.register(this.#name());
    const arrival = await this.#alone(chat);
    await chat.fence(speaker, arrival.witness);
    return arrival;
  }

  async #together(chat: Chat): Promise<Arrival> {
    const witness = await chat.register(this.#name());
    const names = Array.from({ length: TOGETHER }, () => this.#name());
    const newcomers = await Promise.all(names.map((name) => chat.connect(name)));
    for (const peer of newcomers) peer.ask(chat.pseudonymFor(peer.name));
    for (const peer of newcomers) await peer.accepted();
    return { newcomers, witness };
  }

  #name(): string {
    return `client ${++this.#names} of a trial`;
  }
}

/** Whether a newcomer's first message does not come, and its second does; undefined where something else fails. */
async function isFirstLost(chat: Chat, arrive: () => Promise<Arrival>): Promise<boolean | undefined> {
  try {
    const { newcomers, witness } = await arrive();
    await Promise.all(newcomers.map((newcomer) => chat.fence(newcomer, witness)));
    return false;
  } catch (error) {
    return (error instanceof Violation && error.details.blames === 'COSP-2.1-5') || undefined;
  }
}
