import { createHash } from 'node:crypto';
import { Violation } from '../judgement';
import { agree } from '../stage/private-agreement';
import type { Check, Scene } from './examination';
import { register } from './registration';

/** Private connections, which a client may also not support. */
export const PRIVATE_CHECKS: readonly Check[] = [
  { name: 'asks for a private connection, sends and receives', run: privateConnection },
  { name: 'is asked for a private connection, and refuses', run: privateRefusal },
];

async function privateConnection(scene: Scene): Promise<void> {
  const { adapter, stage } = scene;
  stage.cast.enter('bob');
  await stage.connect();
  await register(scene);
  await agree(scene, 'bob', 'requester');
  const side = await stage.privateSide('bob');
  const bytes = Buffer.from('00ff0a0d', 'hex');
  await adapter.command('private.send', { with: 'bob', hex: bytes.toString('hex') });
  await side.receive(bytes);
  side.send(bytes);
  await stage.privateShown('private.data', 'bob', (event) => 'length' in event && event.length === 4);
  await received(scene, bytes);
  await adapter.command('private.close', { with: 'bob' });
  await side.ended();
  side.connection.closeAfterOther();
  await stage.privateShown('private.closed', 'bob');
}

async function received({ adapter }: Scene, bytes: Buffer): Promise<void> {
  const { length, sha256, hex } = await adapter.command('private.received', { with: 'bob' });
  const expected = createHash('sha256').update(bytes).digest('hex');
  if (length === bytes.length && sha256 === expected && hex === bytes.toString('hex')) return;
  throw new Violation('the client shows other bytes than have come', {
    expected: `length ${bytes.length}, sha256 ${expected}, hex ${bytes.toString('hex')}`,
    actual: `length ${length}, sha256 ${sha256}, hex ${hex}`,
  });
}

async function privateRefusal(scene: Scene): Promise<void> {
  const { adapter, stage, script } = scene;
  stage.cast.enter('bob');
  await stage.connect();
  await register(scene);
  await script.tellPrivate('bob', 'asks');
  await stage.shown();
  await adapter.command('private.refuse', { from: 'bob' });
  await stage.link.next('request -1 (refusal)');
}
