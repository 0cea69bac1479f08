import { textOf } from '../../wire';
import type { ClientConnection, RegisteredClient } from './client';
import type { EndReason } from './counters';
import type { Service } from './service';

/** What comes of asking for a pseudonym: a registration, a refusal that leaves the connection open, or its end. */
export type Registration =
  | { readonly outcome: 'registered'; readonly client: RegisteredClient }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'ended'; readonly reason: EndReason };

/** Answers a connection that asks for a pseudonym. */
export function register(service: Service, asker: ClientConnection, pseudonym: Uint8Array): Registration {
  // COSP-7-7: neither can be shown in a list.
  if (pseudonym.length === 0) return { outcome: 'ended', reason: 'empty pseudonym' };
  if (textOf(pseudonym) === undefined) return { outcome: 'ended', reason: 'pseudonym is not UTF-8' };
  const client = service.roster.register(pseudonym, asker);
  // COSP-2.2-2, COSP-2.2-9: the connection stays as it was, and may ask again.
  if (client === 'in use') {
    service.routing.pseudonymInUse(asker);
    return { outcome: 'refused' };
  }
  // No code says that there is no room, and "in use" would not be true.
  if (client === 'full') return { outcome: 'ended', reason: 'no room for another client' };
  service.routing.joined(client);
  service.observer.joined(client.idClient);
  service.log.debug({ ...service.nameOf(client), clients: service.roster.size }, 'client joined');
  return { outcome: 'registered', client };
}

/** Ends a client's registration, whichever way its connection has ended (COSP-3.2-1 to 3). */
export function unregister(service: Service, client: RegisteredClient, reason: EndReason): void {
  service.roster.remove(client);
  service.requests.forget(client);
  service.rendezvous.forget(client);
  service.routing.left(client);
  service.observer.left(client.idClient, reason);
  service.log.debug({ ...service.nameOf(client), clients: service.roster.size, reason }, 'client left');
}
