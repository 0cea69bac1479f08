import type { Cosp } from '../../../wire';
import type { RegisteredClient } from '../client';
import type { Service } from '../service';

/** A message to one client, also to oneself (COSP-5.1-1, COSP-5.1-5). */
export function direct(service: Service, sender: RegisteredClient, body: Cosp.DirectRequest): void {
  service.counters.requests.direct += 1;
  const addressee = service.roster.get(body.idAddressee);
  // COSP-5.2-1, COSP-5.2-2: left, or never there. COSP-5.2-3: the message is not kept.
  if (addressee === undefined) service.routing.absent(sender);
  else service.routing.direct(sender, addressee, body.text);
}
