import type { Socket } from 'node:net';
import { FrameError, Framer } from '../../wire';
import type { ClientConnection, RegisteredClient } from './client';
import type { EndReason } from './counters';
import { handleRequest } from './handlers';
import { Outbox } from './outbox';
import { register, unregister } from './registration';
import type { Service } from './service';

/**
 * The life of a chat connection: registering, registered, gone. It is gone, for everybody else, as soon as its end is
 * known; its socket may take a little longer to close.
 */
export class Connection implements ClientConnection {
  readonly outbox: Outbox;
  /** COSP-2-1, COSP-1-9: a pseudonym comes first, requests once it is accepted. */
  readonly #framer = new Framer<'client_hello' | 'client_request'>('client_hello');
  readonly #registrationTimer: NodeJS.Timeout;
  #client: RegisteredClient | undefined;
  #held = false;
  #gone = false;

  constructor(
    private readonly service: Service,
    private readonly socket: Socket,
    readonly address: string,
  ) {
    this.outbox = new Outbox(socket, (backlog) => this.#review(backlog));
    this.#registrationTimer = this.#startRegistrationTimer();
    service.connections.add(this);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    // COSP-3.2-1: who ends its sending half has left; what it sent before has been handled by now.
    socket.once('end', () => this.end('closed by the client'));
    // COSP-3.2-2: after a reset there is no 'end'.
    socket.once('close', () => this.#closed());
  }

  /** COSP-1-6: frames that have arrived already stay where they are until `release`. */
  hold(): void {
    this.#held = true;
    this.socket.pause();
  }

  release(): void {
    if (this.#gone) return;
    this.#held = false;
    this.#handleFrames();
    if (!this.#held && !this.#gone) this.socket.resume();
  }

  /** The client leaves; its socket closes after what is queued for it. */
  end(reason: EndReason): void {
    if (this.#gone) return;
    this.#leave(reason);
    this.outbox.end();
    this.service.closing.watch(this.socket);
  }

  #receive(chunk: Buffer): void {
    if (this.#gone) return;
    this.#framer.push(chunk);
    this.#handleFrames();
    // The next read, of whichever connection, takes the same memory.
    this.#framer.keep();
  }

  /** COSP-1-5, COSP-1-6: all whole frames that are there, and no more; the rest of a frame waits for its bytes. */
  #handleFrames(): void {
    try {
      while (!this.#gone && !this.#held) {
        const captured = this.#framer.next();
        if (captured === undefined) return;
        if (captured.type === 'client_hello') this.#register(captured.frame.pseudonym);
        else if (this.#client) handleRequest(this.service, this.#client, captured.frame);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #register(pseudonym: Uint8Array): void {
    const registration = register(this.service, this, pseudonym);
    if (registration.outcome === 'registered') {
      clearTimeout(this.#registrationTimer);
      this.#client = registration.client;
      // COSP-2.1-5: from the very next byte on.
      this.#framer.expect('client_request');
    } else if (registration.outcome === 'refused') {
      this.#registrationTimer.refresh();
    } else {
      this.service.log.warn({ address: this.address, reason: registration.reason }, 'connection ended');
      this.end(registration.reason);
    }
  }

  /** COSP-7-1, COSP-7-4: what goes wrong with one connection ends that connection and nothing else. */
  #fail(error: unknown): void {
    const { log } = this.service;
    if (error instanceof FrameError) {
      log.info({ address: this.address, error: error.message }, 'malformed frame');
      this.end('malformed frame');
    } else {
      log.error({ address: this.address, err: error }, 'a fault of the server');
      this.end('a fault of the server');
    }
  }

  /** COSP-7-2, COSP-7-6: the bound on what waits for a client that does not read. */
  #review(backlog: number): void {
    if (this.#gone) return;
    if (backlog <= this.service.limits.maxQueuedBytes) this.service.congestion.review(this, backlog);
    else {
      this.service.log.warn({ address: this.address, backlog }, 'client does not read, dropped');
      this.#leave('does not read');
      this.socket.resetAndDestroy();
    }
  }

  /** COSP-7-3: the time runs until the pseudonym is complete, however many bytes come; a refusal starts it anew. */
  #startRegistrationTimer(): NodeJS.Timeout {
    return setTimeout(() => this.end('did not register in time'), this.service.limits.registrationTimeout);
  }

  #closed(): void {
    this.#leave('connection lost');
    this.outbox.close();
  }

  #leave(reason: EndReason): void {
    if (this.#gone) return;
    this.#gone = true;
    this.service.counters.ended[reason] += 1;
    clearTimeout(this.#registrationTimer);
    this.service.connections.delete(this);
    this.service.congestion.forget(this);
    // COSP-3.2-4: nobody has heard of a connection that never registered.
    if (this.#client) unregister(this.service, this.#client, reason);
  }
}
