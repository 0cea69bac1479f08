import { createHash, type Hash } from 'node:crypto';
import { Violation } from '../judgement';
import { Pattern } from '../peer/pattern';
import type { PrivateSide } from '../peer/private-side';
import { PrivateStream } from '../peer/private-stream';
import type { BlamingParts } from './private-agreement';

const FILL = 'private bytes, ';

/** What the script has sent on each private connection, for comparison with what the client says has come. */
export class SentPrivately {
  readonly #of = new Map<PrivateSide, { length: number; hash: Hash }>();

  /** Takes down what was sent to the client. */
  add(side: PrivateSide, bytes: Uint8Array): void {
    const sent = this.#of.get(side) ?? { length: 0, hash: createHash('sha256') };
    this.#of.set(side, sent);
    sent.length += bytes.length;
    sent.hash.update(bytes);
  }

  /** Length and SHA-256 of all so far. */
  total(side: PrivateSide): { length: number; sha256: string } {
    const sent = this.#of.get(side);
    if (!sent) return { length: 0, sha256: createHash('sha256').digest('hex') };
    return { length: sent.length, sha256: sent.hash.copy().digest('hex') };
  }
}

/** Lets the client send `size` bytes; from now on `name` expects them. */
export async function userSends(parts: BlamingParts, name: string, size: number): Promise<void> {
  const { stage, user } = parts;
  const side = await stage.privateSide(name);
  side.expectStream(new PrivateStream(size, Pattern.of(FILL)));
  const { pseudonym } = stage.cast.member(name);
  await user.do('private.send', { with: pseudonym, fill: FILL, length: size }, parts.blame('COSP-6.2-11'));
}

/** Sends `size` bytes to the client as `name`. */
export async function sendStream(
  { stage, sent }: BlamingParts & { sent: SentPrivately },
  name: string,
  size: number,
): Promise<void> {
  const side = await stage.privateSide(name);
  const stream = new PrivateStream(size);
  for (let at = 0; at < size; at += stream.slice(at).length) sent.add(side, stream.slice(at));
  if (await side.sendStream(stream)) return;
  throw new Violation(`the client ended its private connection with ${name}`, {
    blames: 'COSP-6.2-11',
    expected: `it takes ${size} bytes`,
    peer: side.name,
  });
}

/** Waits, as long as bytes keep coming, until the client has reported all that was sent; they must be the same bytes. */
export async function reportedAll(
  { stage, user, sent }: BlamingParts & { sent: SentPrivately },
  name: string,
  blames: string,
): Promise<void> {
  const { pseudonym } = stage.cast.member(name);
  const due = sent.total(await stage.privateSide(name));
  for (let length = -1; length < due.length; ) {
    const before = length;
    await stage.privateShown(
      'private.data',
      pseudonym,
      (report) => {
        if (report.event === 'private.data') length = Math.max(length, report.length);
        return length > before;
      },
      blames,
    );
  }
  const came = await user.do('private.received', { with: pseudonym }, blames);
  if (came.length === due.length && came.sha256 === due.sha256) return;
  throw new Violation(`the client has got other bytes from ${name} than were sent`, {
    blames,
    expected: `${due.length} bytes with the SHA-256 ${due.sha256}`,
    actual: `${came.length} bytes with the SHA-256 ${came.sha256}${came.hex ? `: ${came.hex}` : ''}`,
    peer: 'adapter',
  });
}

/**
 * Waits until the client has reported so many bytes of one of its private connections with `name`, be it not the newest.
 * @param orEnd whether the end of it will do as well.
 */
export async function reportedBytes(
  { stage }: BlamingParts,
  name: string,
  length: number,
  blames: string,
  orEnd = false,
): Promise<void> {
  await stage.privateShown(
    orEnd ? ['private.data', 'private.closed'] : 'private.data',
    stage.cast.member(name).pseudonym,
    (report) => report.event !== 'private.data' || report.length >= length,
    blames,
  );
}
