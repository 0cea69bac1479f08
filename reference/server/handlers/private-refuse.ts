import type { Cosp } from '../../../wire';
import type { RegisteredClient } from '../client';
import type { Service } from '../service';

/** Refuses the private connection that a client has asked for (COSP-6.3-2); what was pending is over (COSP-6.3-3). */
export function privateRefuse(service: Service, refuser: RegisteredClient, body: Cosp.PrivateRefuse): void {
  service.counters.requests.private_refuse += 1;
  const { requests, roster, routing } = service;
  const requester = roster.get(body.idRequester);
  // COSP-6.3-5
  if (requester === undefined) routing.absent(refuser);
  // COSP-6.2-14: a refusal that nobody has asked for is ignored.
  else if (requests.take(requester, refuser) !== undefined)
    routing.privateRefused(requester, refuser, refuser);
}
