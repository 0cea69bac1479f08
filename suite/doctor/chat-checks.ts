import {
  encodeBroadcastRequest,
  encodeBroadcastResponse,
  encodeClientHello,
  encodeDirectRequest,
} from '../../wire';
import type { Check, Scene } from './examination';
import { ask, register, roster } from './registration';

const MANY_CLIENTS = 10_000;
const MANY_MESSAGES = 2_000;
const LONG_TEXT = 20_000;
const TEXT = 'Grüße, 你好 😀 "quoted" \\ \u2028';

/** Registration, roster and messages; without the first of them no other check means anything. */
export const CHAT_CHECKS: readonly [Check, ...Check[]] = [
  { name: 'connects, registers and shows its roster', run: happy },
  { name: 'tells that a pseudonym is in use, and asks for another', run: refused },
  { name: 'ignores members that it does not know', run: unknownMembers },
  { name: 'writes and shows messages, whatever is in them', run: messages },
  { name: 'writes and shows long messages', run: longMessages },
  { name: 'shows who comes and goes', run: comings },
  { name: 'tells that an addressee is absent, and takes the next frame', run: absent },
  { name: 'answers commands while events arrive', run: busy },
  { name: 'takes a roster of 10,000 clients', run: bigRoster },
];

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

async function absent(scene: Scene): Promise<void> {
  const { stage, script, user } = scene;
  const { identifier } = stage.cast.enter('bob');
  stage.cast.enter('carol');
  await stage.connect();
  await register(scene);
  const text = Buffer.from('still there?');
  await user.direct('bob', text);
  await stage.link.expect('client_request', encodeDirectRequest(identifier, text));
  await script.leave('bob');
  await script.absent();
  await script.write('carol', text, 'broadcast');
  await stage.shown();
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
