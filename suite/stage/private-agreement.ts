import { Cosp } from '../../wire';
import { Violation } from '../judgement';
import type { Parts } from './audit';
import { fieldsOf, UNASKED } from './client-link';

/** Whoever plays the parts, and says whom to blame. */
export interface BlamingParts extends Parts {
  blame(base: string): string;
}

const NAMES: Record<number, string> = {
  [Cosp.RequestCode.PRIVATE_REQUEST]: 'request 2 (private connection)',
  [Cosp.RequestCode.PRIVATE_ACCEPT]: 'request 3 (acceptance)',
  [Cosp.RequestCode.PRIVATE_REFUSE]: 'request -1 (refusal)',
};

/** The client's next frame must be a request of this code, with the identifier of `name`; its port is taken down. */
export async function expectPrivateFrame(
  { stage }: Parts,
  name: string,
  code: Cosp.RequestCode,
  blames: string,
): Promise<void> {
  const { identifier } = stage.cast.member(name);
  const expected = `${NAMES[code]} with the identifier ${identifier} of "${name}"`;
  const heard = await stage.link.next(expected, blames, (bytes) => holds(bytes, code, identifier));
  const fields = fieldsOf(heard);
  if (fields.code !== code || fields.id !== identifier) {
    const later = stage.link.inbox.map(fieldsOf);
    const isUnasked = later.some((one) => one.code === code && one.id === identifier);
    throw new Violation('the client did not send what its user wanted', {
      blames: isUnasked ? UNASKED : blames,
      expected,
      actual: heard.summary,
      peer: stage.link.name,
      frame: {
        type: heard.type,
        bytes: heard.bytes,
        markOffset: fields.code === code ? heard.bytes.length - 2 : 0,
      },
    });
  }
  if (fields.port === undefined) return;
  const by = code === Cosp.RequestCode.PRIVATE_REQUEST ? 'request' : 'acceptance';
  stage.links.declare(name, fields.port, by, blames);
}

/** Whether such a request begins somewhere in `bytes`, whatever its port. */
function holds(bytes: Buffer, code: Cosp.RequestCode, identifier: number): boolean {
  const idOffset = code === Cosp.RequestCode.PRIVATE_REFUSE ? 1 : 5;
  for (let at = 0; at + idOffset + 2 <= bytes.length; at++) {
    if (bytes.readInt8(at) === code && bytes.readInt16BE(at + idOffset) === identifier) return true;
  }
  return false;
}

/** Brings about a private connection between the client and `name`, the client being the requester or the accepter. */
export async function agree(
  parts: BlamingParts,
  name: string,
  role: 'requester' | 'accepter',
): Promise<void> {
  const { stage, script, user } = parts;
  const { pseudonym } = stage.cast.member(name);
  if (role === 'requester') {
    await user.do('private.request', { to: pseudonym }, parts.blame('COSP-6-1'));
    await expectPrivateFrame(parts, name, Cosp.RequestCode.PRIVATE_REQUEST, parts.blame('COSP-6-1'));
    await script.tellPrivate(name, 'accepts');
  } else {
    await script.tellPrivate(name, 'asks');
    await stage.shown();
    await user.do('private.accept', { from: pseudonym }, parts.blame('COSP-6.2-1'));
    await expectPrivateFrame(parts, name, Cosp.RequestCode.PRIVATE_ACCEPT, parts.blame('COSP-6.2-1'));
    await script.tellPrivate(name, 'is connected');
  }
  await stage.shown();
  await stage.privateSide(name);
  await stage.privateShown('private.open', pseudonym, () => true, parts.blame('COSP-6.2-11'));
}
