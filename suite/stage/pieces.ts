import { Cosp } from '../../wire';
import { Violation } from '../judgement';
import { goRound } from './go-round';
import { type BlamingParts, expectPrivateFrame } from './private-agreement';

/** What a client can be sent in pieces. */
export const FRAMES = [
  'a message to everybody',
  'a message to the client',
  'a joining',
  'a departure',
  'a private request',
  'an acceptance',
  'a refusal',
  'a mixture of all',
] as const;
export type FrameKind = (typeof FRAMES)[number];

let guests = 0;

/**
 * Lets the server say something of this kind, with "bob" and "carol" there, which is held back. What must come before it
 * is sent and shown.
 */
export async function sayHeld(parts: BlamingParts, kind: FrameKind): Promise<void> {
  const { script, stage, user } = parts;
  const guest = `guest ${++guests}`;
  if (kind === 'a departure') await script.join(guest);
  if (kind === 'an acceptance' || kind === 'a refusal') {
    await user.do('private.request', { to: 'bob' }, parts.blame('COSP-6-1'));
    await expectPrivateFrame(parts, 'bob', Cosp.RequestCode.PRIVATE_REQUEST, parts.blame('COSP-6-1'));
  }
  await stage.shown();
  stage.link.hold();
  const text = Buffer.from('in pieces');
  if (kind === 'a message to everybody') await script.write('bob', text, 'broadcast');
  else if (kind === 'a message to the client') await script.write('bob', text, 'direct');
  else if (kind === 'a joining') await script.join(guest);
  else if (kind === 'a departure') await script.leave(guest);
  else if (kind === 'a private request') await script.tellPrivate('carol', 'asks');
  else if (kind === 'an acceptance') await script.tellPrivate('bob', 'accepts');
  else if (kind === 'a refusal') await script.tellPrivate('bob', 'refuses');
  else await sayMixture(parts, guest, text);
}

async function sayMixture({ script }: BlamingParts, guest: string, text: Buffer): Promise<void> {
  await script.join(guest);
  await script.write(guest, text, 'direct');
  await script.absent();
  await script.write('bob', text, 'broadcast');
  await script.leave(guest);
}

/** Sends what was held back in two pieces. Between them the client answers its user, so that it can have read the first. */
export async function letGoInTwo({ stage }: BlamingParts, at: number): Promise<void> {
  const { link } = stage;
  const held = link.takeHeld();
  await link.connection.sendPiece(held.subarray(0, at));
  await goRound(stage);
  await link.connection.sendPiece(held.subarray(at));
}

/** What goes wrong is laid to the pieces, unless it goes wrong with whole frames too. */
export async function presuming(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    throw new Violation(error.message, { ...error.details, presumed: true });
  }
}

/** Waits until the client has shown it, and ends the private connection that an acceptance has brought. */
export async function wholeEffect(parts: BlamingParts, kind: FrameKind): Promise<void> {
  const { stage, user } = parts;
  await stage.shown();
  if (kind !== 'an acceptance') return;
  const side = await stage.privateSide('bob');
  await stage.privateShown('private.open', 'bob', () => true, parts.blame('COSP-6.2-11'));
  await user.do('private.close', { with: 'bob' }, parts.blame('COSP-6.2-11'));
  side.connection.closeAfterOther();
  await stage.privateShown('private.closed', 'bob', () => true, parts.blame('COSP-6.2-11'));
}
