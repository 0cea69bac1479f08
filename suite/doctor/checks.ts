import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import {
  encodeBroadcastRequest,
  encodeBroadcastResponse,
  encodeClientHello,
  encodeDirectRequest,
} from '../../wire';
import { CommandFailed } from '../adapter';
import { AdapterFault, Violation } from '../judgement';
import { agree } from '../stage/private-agreement';
import { isSameRoster } from '../stage/reports';
import type { Check, Scene } from './examination';

const MANY_CLIENTS = 10_000;
const MANY_MESSAGES = 2_000;
const LONG_TEXT = 20_000;
const TEXT = 'Grüße, 你好 😀 "quoted" \\ \u2028';

/** What every adapter must be able to do; without the first of them no other means anything. */
export const CHECKS: readonly [Check, ...Check[]] = [
  { name: 'connects, registers and shows its roster', run: happy },
  { name: 'tells that a pseudonym is in use, and asks for another', run: refused },
  { name: 'ignores members that it does not know', run: unknownMembers },
  { name: 'writes and shows messages, whatever is in them', run: messages },
  { name: 'writes and shows long messages', run: longMessages },
  { name: 'shows who comes and goes', run: comings },
  { name: 'answers commands while events arrive', run: busy },
  { name: 'takes a roster of 10,000 clients', run: bigRoster },
  { name: 'asks for a private connection, sends and receives', run: privateConnection },
  { name: 'is asked for a private connection, and refuses', run: privateRefusal },
  { name: 'notices that the server has ended the connection', run: serverEnds },
  { name: 'disconnects, and connects again', run: again },
  { name: 'tells that a connection could not be opened', run: nobodyThere },
];

/** Registers the client as "doctor" among those who are in the cast. */
async function register(scene: Scene, pseudonym = 'doctor'): Promise<void> {
  await ask(scene, pseudonym);
  await scene.script.accept();
  await scene.stage.shown();
}

async function ask({ stage, user }: Scene, pseudonym: string): Promise<void> {
  await user.register(pseudonym);
  await stage.link.expect('client_hello', encodeClientHello(pseudonym));
}

async function roster({ stage, user }: Scene): Promise<void> {
  const shown = await user.roster();
  const { pseudonyms } = stage.cast;
  if (isSameRoster(pseudonyms, shown, stage.own)) return;
  throw new Violation('the client shows another roster than it was told', {
    expected: brief(pseudonyms),
    actual: brief(shown),
  });
}

function brief(pseudonyms: readonly string[]): string {
  return pseudonyms.length > 5 ? `${pseudonyms.length} clients` : JSON.stringify(pseudonyms);
}

async function happy(scene: Scene): Promise<void> {
  scene.stage.cast.enter('bob');
  scene.stage.cast.enter('Zoé');
  await scene.stage.connect();
  await register(scene);
  await roster(scene);
}

async function refused(scene: Scene): Promise<void> {
  await scene.stage.connect();
  await ask(scene, 'taken');
  await scene.script.refuse();
  await scene.stage.shown();
  await register(scene, 'free');
}

async function unknownMembers(scene: Scene): Promise<void> {
  const { adapter, stage } = scene;
  await stage.connect();
  await adapter.command('register', { pseudonym: 'doctor', mood: 'fine', since: { year: 2024 } });
  await stage.link.expect('client_hello', encodeClientHello('doctor'));
}

async function messages(scene: Scene): Promise<void> {
  const { stage, script, user } = scene;
  const bob = stage.cast.enter('bob');
  await stage.connect();
  await register(scene);
  const text = Buffer.from(TEXT);
  await script.write('bob', text, 'broadcast');
  await script.write('bob', text, 'direct');
  await stage.shown();
  await user.broadcast(text);
  await stage.link.expect('client_request', encodeBroadcastRequest(text));
  await user.direct('bob', text);
  await stage.link.expect('client_request', encodeDirectRequest(bob.identifier, text));
}

async function longMessages(scene: Scene): Promise<void> {
  const { adapter, stage, script } = scene;
  stage.cast.enter('bob');
  await stage.connect();
  await register(scene);
  await script.write('bob', Buffer.alloc(LONG_TEXT, 'é€'), 'broadcast');
  await stage.shown();
  await adapter.command('broadcast', { fill: 'abc', length: LONG_TEXT });
  await stage.link.expect('client_request', encodeBroadcastRequest(Buffer.alloc(LONG_TEXT, 'abc')));
}

async function comings(scene: Scene): Promise<void> {
  const { stage, script } = scene;
  await stage.connect();
  await register(scene);
  await script.join('carol');
  await script.join('dave');
  await script.leave('carol');
  await stage.shown();
  await roster(scene);
}

/** The replies come in between, and nothing is lost or told out of its order. */
async function busy(scene: Scene): Promise<void> {
  const { stage, user } = scene;
  const { identifier } = stage.cast.enter('bob');
  await stage.connect();
  await register(scene);
  for (let i = 0; i < MANY_MESSAGES; i++) {
    const text = `message ${i}`;
    stage.link.send('server_response', encodeBroadcastResponse(identifier, Buffer.from(text)));
    stage.owe({ event: { event: 'broadcast', from: 'bob', text }, blames: 'COSP-4-8' });
  }
  for (let i = 0; i < 20; i++) await user.roster();
  await stage.shown();
}

async function bigRoster(scene: Scene): Promise<void> {
  for (let i = 0; i < MANY_CLIENTS; i++) scene.stage.cast.enter(`client ${i}`);
  await scene.stage.connect();
  await register(scene);
  await roster(scene);
}

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

async function serverEnds(scene: Scene): Promise<void> {
  await scene.stage.connect();
  await register(scene);
  await scene.script.end('close');
  await scene.stage.shown();
}

async function again(scene: Scene): Promise<void> {
  const { adapter, stage } = scene;
  await stage.connect();
  await register(scene);
  stage.closeAfterClient();
  await adapter.reset();
  await stage.connect();
  await ask(scene, 'doctor');
}

/** A port at which nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function nobodyThere({ adapter }: Scene): Promise<void> {
  const port = await deadPort();
  try {
    await adapter.command('connect', { host: '127.0.0.1', port });
  } catch (error) {
    if (error instanceof CommandFailed) return;
    throw error;
  }
  throw new AdapterFault(`the adapter answered "connect" with ok, but nobody listens on port ${port}`);
}
