import { awaitDeparture, DEPARTURES } from '../../../suite/chat/audit';
import type { CospWorld } from './world';

/** All registered clients, or those of the names, are told of each newcomer. */
export async function awaitJoins(world: CospWorld, joined: string[], names?: string[]): Promise<void> {
  const told = names ? world.peersOf(names) : world.chat.present();
  for (const other of world.peersOf(joined)) {
    for (const peer of told) {
      if (other === peer) continue;
      const base = world.chat.attendance.blameForMissing(peer, other);
      await world.chat.idOf(peer, other, world.blame(base));
    }
  }
}

/** All registered clients, or those of the names, are told of each departure. */
export async function awaitDepartures(world: CospWorld, gone: string[], names?: string[]): Promise<void> {
  const told = names ? world.peersOf(names) : world.chat.present();
  for (const other of world.peersOf(gone)) {
    const base = DEPARTURES[other.leaving ?? 'close'];
    for (const peer of told) await awaitDeparture(peer, other, world.blame(base));
  }
}
