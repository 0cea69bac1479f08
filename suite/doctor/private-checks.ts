import { createHash } from 'node:crypto';
import { Cosp } from '../../wire';
import { Violation } from '../judgement';
import { goRound } from '../stage/go-round';
import { expectPrivateFrame } from '../stage/private-agreement';
import type { Check, Scene } from './examination';
import { register } from './registration';

const { PRIVATE_REQUEST, PRIVATE_ACCEPT, PRIVATE_REFUSE } = Cosp.RequestCode;
const BYTES = Buffer.from('00ff0a0d', 'hex');
/** How often a client that has asked or accepted is spoken to before it may connect. */
const TURNS = 20;

type Side = Awaited<ReturnType<Scene['stage']['privateSide']>>;

/** Private connections, which a client may also not support. */
export const PRIVATE_CHECKS: readonly Check[] = [
  { name: 'asks for a private connection, sends and receives', run: asRequester },
  { name: 'is asked for a private connection, accepts, sends and receives', run: asAccepter },
  { name: 'is asked for a private connection, and refuses', run: asRefuser },
];

async function asRequester(scene: Scene): Promise<void> {
  const { adapter, stage, script } = scene;
  await besideBob(scene);
  await adapter.command('private.request', { to: 'bob' });
  await expectPrivateFrame(scene, 'bob', PRIVATE_REQUEST, 'COSP-6-1');
  await staysAway(scene);
  await script.tellPrivate('bob', 'accepts');
  await stage.shown();
  const side = await opened(scene);
  await sends(scene, side);
  await receives(scene, side);
  await adapter.command('private.close', { with: 'bob' });
  await side.ended();
  side.connection.closeAfterOther();
  await stage.privateShown('private.closed', 'bob');
}

async function asAccepter(scene: Scene): Promise<void> {
  const { adapter, stage, script } = scene;
  await isAsked(scene);
  await adapter.command('private.accept', { from: 'bob' });
  await expectPrivateFrame(scene, 'bob', PRIVATE_ACCEPT, 'COSP-6.2-1');
  await staysAway(scene);
  await script.tellPrivate('bob', 'is connected');
  const side = await opened(scene);
  await receives(scene, side);
  await sends(scene, side);
  side.connection.closeSending();
  await stage.privateShown('private.closed', 'bob');
}

async function asRefuser(scene: Scene): Promise<void> {
  await isAsked(scene);
  await scene.adapter.command('private.refuse', { from: 'bob' });
  await expectPrivateFrame(scene, 'bob', PRIVATE_REFUSE, 'COSP-6.3-1');
}

async function besideBob(scene: Scene): Promise<void> {
  scene.stage.cast.enter('bob');
  await scene.stage.connect();
  await register(scene);
}

async function isAsked(scene: Scene): Promise<void> {
  await besideBob(scene);
  await scene.script.tellPrivate('bob', 'asks');
  await scene.stage.shown();
}

/** The client must not connect yet; one that does so has had time for it by its last answer. @throws Violation */
async function staysAway({ stage }: Scene): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await goRound(stage);
  if (stage.links.problem) throw stage.links.problem;
}

async function opened({ stage }: Scene): Promise<Side> {
  const side = await stage.privateSide('bob');
  await stage.privateShown('private.open', 'bob');
  return side;
}

async function sends({ adapter }: Scene, side: Side): Promise<void> {
  await adapter.command('private.send', { with: 'bob', hex: BYTES.toString('hex') });
  await side.receive(BYTES);
}

async function receives(scene: Scene, side: Side): Promise<void> {
  const { length: due } = BYTES;
  side.send(BYTES);
  await scene.stage.privateShown('private.data', 'bob', (event) => 'length' in event && event.length === due);
  await received(scene);
}

async function received({ adapter }: Scene): Promise<void> {
  const { length, sha256, hex } = await adapter.command('private.received', { with: 'bob' });
  const expected = createHash('sha256').update(BYTES).digest('hex');
  if (length === BYTES.length && sha256 === expected && hex === BYTES.toString('hex')) return;
  throw new Violation('the client shows other bytes than have come', {
    expected: `length ${BYTES.length}, sha256 ${expected}, hex ${BYTES.toString('hex')}`,
    actual: `length ${length}, sha256 ${sha256}, hex ${hex}`,
  });
}
