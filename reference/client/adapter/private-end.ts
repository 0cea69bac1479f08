import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';

const MOST_SHOWN = 1024;

/** This client's end of a private connection: reads all that comes, and knows what it was. */
export class PrivateEnd {
  #length = 0;
  #shown = Buffer.alloc(0);
  readonly #hash = createHash('sha256');

  /** @param tell is given the members of `private.data`, and undefined for the end. */
  constructor(
    private readonly stream: Duplex,
    tell: (data: { length: number } | undefined) => void,
  ) {
    stream.on('data', (chunk: Buffer) => {
      this.#take(chunk);
      tell({ length: this.#length });
    });
    // COSP-6.2-8: there is no command for a half of a connection, so the end of one is the end of both.
    stream.once('end', () => stream.end());
    stream.on('error', () => undefined); // 'close' follows
    stream.once('close', () => tell(undefined));
  }

  /** Whether bytes can still be sent. */
  get isOpen(): boolean {
    return this.stream.writable;
  }

  send(bytes: Uint8Array): void {
    this.stream.write(bytes);
  }

  /** Ends it behind what has been sent; what the other side sends until it ends is still read. */
  close(): void {
    this.stream.end();
  }

  /** Ends it behind what has been sent, and does not wait for the other side. */
  leave(): void {
    this.stream.end(() => this.stream.destroy());
  }

  /** The members of the reply to `private.received`. */
  received(): object {
    const sha256 = this.#hash.copy().digest('hex');
    const hex = this.#length <= MOST_SHOWN ? { hex: this.#shown.toString('hex') } : {};
    return { length: this.#length, sha256, ...hex };
  }

  #take(chunk: Buffer): void {
    this.#hash.update(chunk);
    if (this.#length < MOST_SHOWN) this.#shown = Buffer.concat([this.#shown, chunk.subarray(0, MOST_SHOWN)]);
    this.#length += chunk.length;
  }
}
