import type { Cosp } from '../../../wire';
import type { RegisteredClient } from '../client';
import type { Service } from '../service';

/** A message to everybody (COSP-4-2), also an empty one (COSP-4-9), in the order sent (COSP-4-5). */
export function broadcast(service: Service, sender: RegisteredClient, body: Cosp.BroadcastRequest): void {
  service.counters.requests.broadcast += 1;
  service.routing.broadcast(sender, body.text);
}
