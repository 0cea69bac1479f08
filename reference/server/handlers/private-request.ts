import type { Cosp } from '../../../wire';
import type { RegisteredClient } from '../client';
import { isPort } from '../ports';
import type { Service } from '../service';

/** How many private connections a client has in preparation. */
function inPreparation(service: Service, client: RegisteredClient): number {
  return service.requests.countOf(client) + service.rendezvous.countOf(client);
}

/** Asks a client for a private connection (COSP-6-2). A second request replaces the first (COSP-6-5). */
export function privateRequest(
  service: Service,
  requester: RegisteredClient,
  body: Cosp.PrivateRequest,
): void {
  service.counters.requests.private_request += 1;
  const { limits, requests, roster, routing } = service;
  const addressee = roster.get(body.idAddressee);
  // COSP-6.1-1
  if (addressee === undefined) {
    routing.absent(requester);
    return;
  }
  const tooMany =
    !requests.has(requester, addressee) && inPreparation(service, requester) >= limits.maxPendingRequests;
  // COSP-6-4 a connection to oneself and COSP-6.2-18 a port that there is not: the server refuses in the other's name.
  if (addressee === requester || !isPort(body.port) || tooMany) {
    routing.privateRefused(requester, addressee, requester);
    return;
  }
  requests.add(requester, addressee, body.port);
  routing.privateRequested(requester, addressee);
}
