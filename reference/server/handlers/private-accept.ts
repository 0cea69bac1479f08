import type { Cosp } from '../../../wire';
import type { RegisteredClient } from '../client';
import { isPort } from '../ports';
import type { Service } from '../service';

/** Accepts the private connection that a client has asked for (COSP-6.2-2). */
export function privateAccept(service: Service, accepter: RegisteredClient, body: Cosp.PrivateAccept): void {
  service.counters.requests.private_accept += 1;
  const { rendezvous, requests, roster, routing } = service;
  const requester = roster.get(body.idRequester);
  // COSP-6.2-3
  if (requester === undefined) {
    routing.absent(accepter);
    return;
  }
  const requesterPort = requests.take(requester, accepter);
  // COSP-6.2-14: nobody has asked.
  if (requesterPort === undefined) return;
  const expected =
    isPort(body.port) &&
    rendezvous.expect({ client: requester, port: requesterPort }, { client: accepter, port: body.port });
  // The sides are awaited before anybody is told to connect. A port that cannot be used makes it a refusal.
  if (expected) routing.privateAccepted(requester, accepter);
  else routing.privateRefused(requester, accepter, accepter);
}
