import { encodePrivateAccept, encodePrivateRequest } from '../../../wire';
import type { Peer } from './peer';
import { freePort, Side } from './side';
import type { Stage } from './stage';

/** Ports that requester and accepter have declared. */
export interface Pairing {
  readonly requesterPort: number;
  readonly accepterPort: number;
}

/** A private connection that is accepted, and that neither has connected for. */
export async function pair(requester: Peer, accepter: Peer): Promise<Pairing> {
  const [requesterPort, accepterPort] = [await freePort(), await freePort()];
  requester.send(encodePrivateRequest(requesterPort, accepter.id));
  await accepter.gets({ privateRequested: requester.id });
  accepter.send(encodePrivateAccept(accepterPort, requester.id));
  await requester.gets({ privateAccepted: accepter.id });
  await accepter.gets({ privateEstablished: requester.id });
  return { requesterPort, accepterPort };
}

/** A private connection that both have connected for. */
export async function open(stage: Stage, requester: Peer, accepter: Peer): Promise<[Side, Side]> {
  const { requesterPort, accepterPort } = await pair(requester, accepter);
  return [await Side.connect(stage, requesterPort), await Side.connect(stage, accepterPort)];
}
