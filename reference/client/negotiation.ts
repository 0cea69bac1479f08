import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { abortable } from './abortable';
import type { Endpoints } from './chat-connection';
import { dial } from './dial';
import { type PortReservation, reservePort } from './port-reservation';
import type { RosterEntry } from './roster';
import type { TlsOptions } from './tls';

/**
 * One private connection on its way: a port is reserved, declared, and connected from once the server has said so
 * (COSP-6-1, COSP-6.2-11).
 */
export class Negotiation {
  #takers = 0;
  #over = false;
  readonly #reservation: Promise<PortReservation>;
  /** Settles when the private connection is open, and is rejected when there is none. */
  readonly outcome: Promise<Socket>;
  /** Whether the server has been told of the port; an answer that comes before is none. */
  isDeclared = false;
  #open!: (socket: Promise<Socket>) => void;
  #reject!: (error: unknown) => void;

  /**
   * @param other who is at the other side.
   * @param endpoints of the chat connection: the server knows a side by the same address (COSP-6.2-10).
   */
  constructor(
    readonly other: RosterEntry,
    private readonly endpoints: Endpoints,
    private readonly tls: TlsOptions | undefined,
  ) {
    this.outcome = new Promise((resolve, reject) => {
      this.#open = resolve;
      this.#reject = reject;
    });
    this.#reservation = reservePort(endpoints.localAddress);
    // Also when the end comes before the port.
    this.outcome.catch(() => this.#release());
    this.#reservation.catch((error) => this.fail(error));
  }

  /** Whether it has come to an end: it failed, or the answer has come. */
  get isOver(): boolean {
    return this.#over;
  }

  /**
   * The port to declare.
   * @throws what `fail` was called with, or the system's error.
   */
  async port(): Promise<number> {
    const { port } = await this.#reservation;
    if (this.#over) await this.outcome;
    return port;
  }

  /** The private connection, once it is open. Who waits can give up; the negotiation goes on. */
  opened(signal?: AbortSignal): Promise<Duplex> {
    this.#takers += 1;
    return abortable<Duplex>(this.outcome, signal, () => {
      this.#takers -= 1;
    });
  }

  /** The server has sent response code 5 or 6: connects from the declared port to the server's address. */
  proceed(): void {
    this.#over = true;
    this.#open(this.#reservation.then((reservation) => this.#connect(reservation)));
  }

  /** There will be no connection. */
  fail(error: unknown): void {
    this.#over = true;
    this.#reject(error);
  }

  async #connect(reservation: PortReservation): Promise<Socket> {
    const { localAddress, remoteAddress: host, remotePort: port } = this.endpoints;
    reservation.release();
    const local = { localAddress, localPort: reservation.port };
    const socket = await dial({ host, port, ...local, allowHalfOpen: true }, { tls: this.tls });
    // The other side waits; it is to see an end when everybody here has given up.
    if (this.#takers === 0)
      socket
        .on('error', () => undefined)
        .resume()
        .end();
    return socket;
  }

  #release(): void {
    this.#reservation.then(
      (reservation) => reservation.release(),
      () => undefined,
    );
  }
}
