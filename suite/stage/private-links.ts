import type { Socket } from 'node:net';
import { Violation } from '../judgement';
import type { ConnectionContext } from '../peer/connection';
import { PrivateSide } from '../peer/private-side';

interface Declared {
  readonly port: number;
  readonly partner: string;
  /** The client has been told that it may connect (response code 5 or 6). */
  told: boolean;
  side?: PrivateSide;
}

/** The client's own ends of its private connections, told by the ports that it has declared. */
export class PrivateLinks {
  readonly #declared: Declared[] = [];
  /** A connection that must not be there. */
  problem: Violation | undefined;

  constructor(private readonly context: ConnectionContext) {}

  /** All that the client has opened. */
  get sides(): PrivateSide[] {
    return this.#declared.flatMap(({ side }) => side ?? []);
  }

  /**
   * The client has declared its port for the connection with `partner`.
   * @throws Violation for a port that cannot be, or that is declared for another connection already.
   */
  declare(partner: string, port: number, blames: string): void {
    const isTaken = this.#declared.some(
      (other) => other.port === port && other.partner !== partner && !other.side?.gone,
    );
    if (port >= 1 && port <= 65_535 && !isTaken) {
      this.#declared.push({ port, partner, told: false });
      return;
    }
    throw new Violation(`the client declared the port ${port}`, {
      blames,
      expected: 'the local port of the connection that it will open, from 1 to 65,535, for each its own',
      actual: isTaken ? `${port}, which is the port of another private connection` : String(port),
    });
  }

  /** The client is told that it may connect. */
  tell(partner: string): void {
    const declared = this.#newest(partner);
    if (declared) declared.told = true;
  }

  /** Takes in a connection that is no chat. */
  arrive(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    const declared = this.#declared.find((one) => one.port === port && !one.side);
    if (!declared) {
      const ports = this.#declared.map((one) => one.port).join(', ') || 'none';
      this.#reject(socket, `from port ${port}`, `from a declared port (declared: ${ports})`);
    } else if (!declared.told) {
      this.#reject(socket, 'before response code 5 or 6', 'after response code 5 or 6');
    } else {
      const name = `private connection with ${declared.partner}`;
      declared.side = PrivateSide.adopt(name, this.context, socket);
    }
  }

  /** The client's newest connection with `partner`, once it has come. */
  side(partner: string): PrivateSide | undefined {
    if (this.problem) throw this.problem;
    return this.#newest(partner)?.side;
  }

  #newest(partner: string): Declared | undefined {
    return this.#declared.findLast((one) => one.partner === partner);
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
