import type { Stage } from './stage';

/** Lets the client answer its user, so that it has had its turn to read what was sent. */
export async function goRound({ adapter }: Stage): Promise<void> {
  await adapter.command('roster');
}
