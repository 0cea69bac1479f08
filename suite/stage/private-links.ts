import type { Socket } from 'node:net';
import { Cosp } from '../../wire';
import { Unsupported, Violation } from '../judgement';
import type { ConnectionContext } from '../peer/connection';
import { PrivateSide } from '../peer/private-side';

/** With what a client declares a port: two clients may ask each other, and then both make a connection of their own. */
export type Declaration = 'request' | 'acceptance';

/** The response code that lets the client connect from the port that it declared so. */
const PERMISSION: Record<Declaration, number> = {
  request: Cosp.ResponseCode.PRIVATE_ACCEPTED,
  acceptance: Cosp.ResponseCode.PRIVATE_ESTABLISHED,
};

interface Declared {
  readonly port: number;
  readonly partner: string;
  readonly by: Declaration;
  side?: PrivateSide;
}

/** The client's own ends of its private connections, told by the ports that it has declared. */
export class PrivateLinks {
  readonly #declared: Declared[] = [];
  /** Those for which the client has been told that it may connect (response code 5 or 6), in that order. */
  readonly #told: Declared[] = [];
  /** A connection that must not be there. */
  problem: Violation | undefined;

  constructor(private readonly context: ConnectionContext) {}

  /** All that the client has opened. */
  get sides(): PrivateSide[] {
    return this.#declared.flatMap(({ side }) => side ?? []);
  }

  /** With whom the client may have a private connection. */
  get partners(): string[] {
    return this.#told.map(({ partner }) => partner);
  }

  /** With whom the client has a private connection, or one that is being agreed on. */
  get busyWith(): string[] {
    return this.#declared.filter(({ side }) => !side?.gone).map(({ partner }) => partner);
  }

  /**
   * The client has declared its port for the connection with `partner`.
   * @throws Violation for a port that cannot be, or that is declared for another connection already; Unsupported where its request
   * and its acceptance with the same client have one port.
   */
  declare(partner: string, port: number, by: Declaration, blames: string): void {
    const isTaken = this.#declared.some(
      (other) => other.port === port && other.partner !== partner && !other.side?.gone,
    );
    if (this.#declared.some((one) => one.port === port && one.by !== by && this.#waits(one, partner))) {
      // Nothing says that two questions between the same two are two connections.
      throw new Unsupported(
        `the client makes one private connection of its request and its acceptance, from port ${port}`,
      );
    }
    if (port >= 1 && port <= 65_535 && !isTaken) {
      this.#declared.push({ port, partner, by });
      return;
    }
    throw new Violation(`the client declared the port ${port}`, {
      blames,
      expected: 'the local port of the connection that it will open, from 1 to 65,535, for each its own',
      actual: isTaken ? `${port}, which is the port of another private connection` : String(port),
    });
  }

  /** The client is told that it may connect from the port that it has declared last in this way. */
  tell(partner: string, by: Declaration): void {
    const declared = this.#declared.findLast((one) => one.by === by && this.#waits(one, partner));
    if (declared) this.#told.push(declared);
  }

  /** `partner` has refused: the port of the client's longest waiting request is free again. */
  refused(partner: string): void {
    const at = this.#declared.findIndex((one) => one.by === 'request' && this.#waits(one, partner));
    if (at >= 0) this.#declared.splice(at, 1);
  }

  /** `partner` has left: nothing comes any more of what waits, and its ports are free again. */
  departed(partner: string): void {
    const kept = this.#declared.filter((one) => !this.#waits(one, partner));
    this.#declared.splice(0, Number.POSITIVE_INFINITY, ...kept);
  }

  /** The client has another chat connection: what it asked for and accepted on the one before is nothing any more. */
  forgetWaiting(): void {
    for (const { partner } of [...this.#declared]) this.departed(partner);
  }

  #waits(declared: Declared, partner: string): boolean {
    return declared.partner === partner && !this.#told.includes(declared);
  }

  /** Takes in a connection that is no chat. */
  arrive(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    const open = this.#declared.filter((one) => one.port === port && !one.side);
    const declared = open.find((one) => this.#told.includes(one));
    if (declared) {
      const name = `private connection with ${declared.partner}`;
      declared.side = PrivateSide.adopt(name, this.context, socket);
    } else if (open[0]) {
      const { by } = open[0];
      const code = `response code ${PERMISSION[by]}`;
      this.#reject(socket, `from the port of its ${by}, before ${code}`, `after ${code}`);
    } else {
      const ports = this.#declared.map((one) => one.port).join(', ') || 'none';
      this.#reject(socket, `from port ${port}`, `from a declared port (declared: ${ports})`);
    }
  }

  /** The client's connection with `partner` for which it has been told last, once it has come. */
  side(partner: string): PrivateSide | undefined {
    if (this.problem) throw this.problem;
    return this.#told.findLast((one) => one.partner === partner)?.side;
  }

  #reject(socket: Socket, actual: string, expected: string): void {
    this.context.conversation.note('the client', 'event', () => `opened another connection ${actual}`);
    this.problem ??= new Violation(`the client opened a connection ${actual}`, {
      blames: 'COSP-6.2-11',
      expected: `a new connection only ${expected}`,
      actual,
    });
    socket.destroy();
  }
}
