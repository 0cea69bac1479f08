import { encodeBroadcastRequest, encodeClientHello } from '../../wire';
import { newNonce } from '../fence-nonce';
import { Violation } from '../judgement';
import { describeEvent, isSameRoster } from './reports';
import type { Script } from './script';
import type { Stage } from './stage';
import type { User } from './user';

/** Who plays a scenario's parts. */
export interface Parts {
  readonly stage: Stage;
  readonly script: Script;
  readonly user: User;
}

/**
 * What must hold at the end of every scenario, whatever it was about: the client has shown all that it was told, in that order
 * and nothing besides; its roster is the script's; and it has sent nothing that its user did not want.
 */
export async function auditClient(parts: Parts): Promise<void> {
  const { stage, user } = parts;
  if (!stage.connected) return;
  checkProblems(stage);
  if (stage.over) {
    await stage.shown();
    return;
  }
  if (!stage.link.registered) await registerLast(parts);
  await fence(parts).catch((failure) => rosterBefore(parts, failure));
  checkRoster(stage, await user.roster());
  const nonce = Buffer.from(newNonce());
  await user.broadcast(nonce);
  await nothingBefore(stage, encodeBroadcastRequest(nonce), 'COSP-4-1');
  checkProblems(stage);
}

async function registerLast({ stage, script, user }: Parts): Promise<void> {
  if (!stage.link.awaitsAnswer) {
    const pseudonym = 'the last one';
    await user.register(pseudonym);
    await nothingBefore(stage, encodeClientHello(pseudonym), 'COSP-2-1');
  }
  await script.accept();
}

/** Who is not in the client's roster cannot be shown as a sender either: that is the earlier fault. */
async function rosterBefore({ stage, user }: Parts, failure: unknown): Promise<never> {
  const isOther = failure instanceof Violation && !failure.details.presumed;
  const roster = isOther && (await user.roster().catch(() => undefined));
  if (roster) checkRoster(stage, roster);
  throw failure;
}

/** The client's roster must be the script's. */
function checkRoster(stage: Stage, roster: readonly string[]): void {
  if (!isSameRoster(stage.cast.pseudonyms, roster, stage.own)) throw wrongRoster(stage, roster);
}

/** Whatever the client shows of what it was told before, it shows before it shows this. */
export async function fence({ stage, script }: Omit<Parts, 'user'>): Promise<void> {
  const witness = 'witness';
  await script.join(witness, { pseudonym: `witness ${stage.cast.unused()}` });
  await script.write(witness, Buffer.from(newNonce()), 'direct');
  await stage.shown();
  const event = stage.unexpected;
  if (!event) return;
  throw new Violation('the client shows what nobody has told it', {
    expected: 'nothing more',
    actual: describeEvent(event),
    peer: 'adapter',
  });
}

/**
 * The next frame of the client must be this one, which its user wanted: whatever comes before it is too much.
 * @param blames what is broken, presumably, where the client does not send it.
 */
async function nothingBefore({ link }: Stage, due: Buffer, blames: string): Promise<void> {
  const heard = await link.next('what its user has just wanted', blames, (bytes) => bytes.includes(due));
  if (heard.bytes.equals(due)) return;
  throw new Violation('the client sent what its user did not want', {
    blames: link.registered ? 'COSP-1-9' : undefined,
    presumed: true,
    expected: 'nothing more',
    actual: heard.summary,
    peer: link.name,
    frame: { type: heard.type, bytes: heard.bytes },
  });
}

/** @throws Violation for a roster that is not list plus joins minus departures (COSP-3-1). */
export function wrongRoster(stage: Stage, roster: readonly string[], blames = 'COSP-3-1'): Violation {
  const due = new Set(stage.cast.pseudonyms);
  const missing = [...due].filter((pseudonym) => !roster.includes(pseudonym));
  const extra = roster.filter((pseudonym) => pseudonym !== stage.own && !due.has(pseudonym));
  const parts = [
    `${roster.length} clients`,
    missing.length > 0 && `without ${some(missing)}`,
    extra.length > 0 && `with ${some(extra)}`,
  ];
  const isDeparted =
    extra.length > 0 && missing.length === 0 && extra.every((one) => stage.cast.hasBeen(one));
  const isNotBack =
    missing.length > 0 && extra.length === 0 && missing.every((one) => stage.cast.hasReturned(one));
  return new Violation("the client's roster is not the one that it has been told", {
    blames: isDeparted || isNotBack ? 'COSP-3.2-6' : blames,
    expected: `list plus joins minus departures: ${some([...due])}`,
    actual: parts.filter(Boolean).join(', '),
    peer: 'adapter',
  });
}

function some(pseudonyms: readonly string[]): string {
  if (pseudonyms.length === 0) return 'nobody';
  const first = pseudonyms.slice(0, 5).map((pseudonym) => JSON.stringify(pseudonym.slice(0, 40)));
  return first.join(', ') + (pseudonyms.length > 5 ? ` and ${pseudonyms.length - 5} more` : '');
}

function checkProblems(stage: Stage): void {
  const { link, links, misnamed } = stage;
  if (link.problem) throw link.problem;
  if (links.problem) throw links.problem;
  if (misnamed) {
    throw new Violation('the client shows a private connection with somebody with whom it has none', {
      blames: 'COSP-6.2-11',
      expected: 'the pseudonym of the one with whom it was agreed on',
      actual: describeEvent(misnamed),
      peer: 'adapter',
    });
  }
  for (const side of links.sides) {
    if (side.problem) throw side.problem;
    if (side.unaccounted.length === 0) continue;
    throw new Violation(`${side.name}: the client sent ${side.unaccounted.length} bytes too many`, {
      blames: 'COSP-6.2-11',
      expected: 'what its user wanted to send, and nothing else',
      peer: side.name,
      frame: { bytes: side.unaccounted },
    });
  }
}
