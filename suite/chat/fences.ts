import { encodeDirectRequest } from '../../wire';
import { mayBeNonce, newNonce } from '../fence-nonce';
import type { ChatPeer } from '../peer/chat-peer';

/** A fence that is under way. */
export interface Fence {
  /** What it says, as a report shows it. */
  readonly nonce: string;
  /** True once it has arrived. */
  readonly arrived: () => true | undefined;
}

/** Direct messages with a nonce: when one arrives, whatever its sender caused at its addressee before is there too. */
export class Fences {
  readonly #waiting = new Set<string>();

  /** Sends one to `to`, which has the identifier `id`. */
  send(from: ChatPeer, to: ChatPeer, id: number): Fence {
    const nonce = newNonce();
    const entry = `${to.name}: ${nonce}`;
    this.#waiting.add(entry);
    const { stimulus } = from;
    from.send('client_request', encodeDirectRequest(id, nonce));
    from.stimulus = stimulus;
    return { nonce, arrived: () => (this.#waiting.has(entry) ? undefined : true) };
  }

  /** Whether a direct message to `peer` is a fence that was under way to it; it has arrived then. */
  takes(peer: ChatPeer, text: Uint8Array): boolean {
    return mayBeNonce(text) && this.#waiting.delete(`${peer.name}: ${Buffer.from(text).toString('latin1')}`);
  }
}
