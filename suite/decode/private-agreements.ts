import { decode, printable, RequestCode, ResponseCode } from '../../wire';
import { addressKey } from './capture/endpoint';
import type { Address } from './capture/segment';
import type { FrameEntry } from './model';
import { Roster } from './roster';

/** One side of a private connection, as it was negotiated on a chat connection. */
export interface Agreement {
  /** Where that side connects from. */
  readonly from: Address;
  /** The packet in which the port was declared. */
  readonly declared: number;
  /** Names of the client on that side, and of the one on the other. */
  readonly own: string;
  readonly other: string;
}

interface Declared {
  readonly port: number;
  readonly order: number;
}

const SHOWN_CHARACTERS = 30;

/**
 * The sides of private connections that a client was told of on its chat connection: what it declared, and the
 * server's 5 or 6 that says that it may connect.
 * @param frames of both sides, in the order in which they were seen.
 * @param client where the client's chat connection comes from.
 */
export function agreementsIn(
  frames: readonly FrameEntry[],
  client: Address,
  pseudonym: Buffer | undefined,
): Agreement[] {
  const requests = new Map<number, Declared[]>();
  const acceptances = new Map<number, Declared[]>();
  const roster = new Roster();
  const own = pseudonym ? printable(pseudonym, SHOWN_CHARACTERS) : `the client at port ${client.port}`;
  const agreements: Agreement[] = [];
  const agree = (declared: Map<number, Declared[]>, id: number): void => {
    const first = declared.get(id)?.shift();
    if (first === undefined) return;
    const from = { host: client.host, port: first.port };
    agreements.push({ from, declared: first.order, own, other: roster.nameOf(id) });
  };
  for (const frame of frames) {
    const { type, bytes, moment } = frame;
    roster.take(frame);
    if (type === 'client_request') {
      const { code, body } = decode(type, bytes);
      const at = { order: moment.order };
      if (code === RequestCode.PRIVATE_REQUEST)
        declare(requests, body.idAddressee, { port: body.port, ...at });
      if (code === RequestCode.PRIVATE_ACCEPT)
        declare(acceptances, body.idRequester, { port: body.port, ...at });
    } else if (type === 'server_response') {
      const { code, body } = decode(type, bytes);
      if (code === ResponseCode.PRIVATE_ACCEPTED) agree(requests, body.idAccepter);
      if (code === ResponseCode.PRIVATE_ESTABLISHED) agree(acceptances, body.idRequester);
      if (code === ResponseCode.PRIVATE_REFUSED) requests.get(body.idRefuser)?.shift();
    }
  }
  return agreements;
}

function declare(declared: Map<number, Declared[]>, id: number, what: Declared): void {
  const before = declared.get(id);
  if (before) before.push(what);
  else declared.set(id, [what]);
}

/** The agreements of all chats, for the connections that answer to them. */
export class Agreements {
  private readonly byAddress = new Map<string, Agreement[]>();

  /** Adds what was agreed on in one chat. */
  add(agreements: readonly Agreement[]): void {
    for (const agreement of agreements) {
      const key = addressKey(agreement.from);
      const before = this.byAddress.get(key);
      if (before) before.push(agreement);
      else this.byAddress.set(key, [agreement]);
    }
  }

  /** Takes out the agreement that a connection from `address` answers to; undefined when there is none. */
  take(address: Address, began: number): Agreement | undefined {
    const agreed = this.byAddress.get(addressKey(address));
    return agreed?.[0] && agreed[0].declared < began ? agreed.shift() : undefined;
  }
}
